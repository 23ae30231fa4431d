"""Unlocking the workspace."""
