"""Colours, spacing and icons of the window."""
