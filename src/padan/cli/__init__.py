"""The command line padanctl: the same use cases as the desktop."""
