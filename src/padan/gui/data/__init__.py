"""Data: snapshots, receiving a register as a file, problems, quality, people."""
