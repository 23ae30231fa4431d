"""Protocols that adapters satisfy structurally; one module per subject."""
