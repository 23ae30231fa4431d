"""Pengaturan: look, lock, officers, passphrase, backup and check."""
