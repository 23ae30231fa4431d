"""The offline guide, the list of shortcuts, the problem report and what the program says of itself."""
