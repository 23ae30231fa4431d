"""Referensi: rule sets and code mapping, quality weights, scopes, their versions and differences."""
