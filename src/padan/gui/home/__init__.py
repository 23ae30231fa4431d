"""Beranda: what is due, what waits, the last matching, the next step."""
