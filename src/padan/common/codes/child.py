"""Codes of child processes: their limits and their end; callers turn them into a fault of the file they
parsed.
"""

CHILD_MEMORY = 10280
CHILD_TIME = 10281
CHILD_CRASHED = 10282
CHILD_NOT_STARTED = 10283
CHILD_UNKNOWN_ENTRY = 90080
