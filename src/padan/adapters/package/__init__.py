"""Packages as files: age, SSHSIG, bag and zip; seals, takes apart, makes keys; knows no store."""
