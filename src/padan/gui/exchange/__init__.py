"""Pertukaran: packages to and from the other offices, and the keys they are sealed with."""
