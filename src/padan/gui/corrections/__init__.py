"""Perbaikan Data: correction proposals, their answers, their list."""
