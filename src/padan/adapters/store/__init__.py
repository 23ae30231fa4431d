"""The encrypted workspace: SQLCipher, vault, repositories."""
