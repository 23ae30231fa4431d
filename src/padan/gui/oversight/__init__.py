"""Pengawasan: the audit log and its verification."""
