"""The data-quality index (IKD) of a snapshot: columns in, counts out, no I/O."""
