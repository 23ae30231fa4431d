"""Codes of the practice workspace (20800-20899)."""

NOT_A_PRACTICE_WORKSPACE = 20800
