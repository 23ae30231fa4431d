"""The words and rules of the work: frozen values, no I/O, no third-party packages."""
