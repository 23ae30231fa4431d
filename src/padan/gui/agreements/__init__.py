"""Perjanjian: state, parties, addenda, override."""
