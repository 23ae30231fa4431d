"""Reading and writing registers as files."""
