"""Padan: exchange and matching of civil-servant data between two agencies under a signed agreement."""

__version__ = "0.1.0"
