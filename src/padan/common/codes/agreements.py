"""Codes of agreement and scope files (20200-20249)."""

AGREEMENT_FILE_INVALID = 20200
SCOPE_FILE_INVALID = 20201
