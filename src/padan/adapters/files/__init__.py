"""Ordinary files: atomic writing, bounded reading, the lock of a folder; knows nothing of what is inside
them.
"""
