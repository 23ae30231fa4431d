"""Errors, clock, ids, text: what every layer may use; nothing here knows the work."""
