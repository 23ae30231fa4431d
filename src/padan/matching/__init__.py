"""The matching engine: columns in, columns out, no I/O."""
