"""Pemadanan: runs, their results, findings, comparison, export."""
