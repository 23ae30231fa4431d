"""The encrypted store: SQLCipher connection, migrations, unit of work, one repository per subject.

The data key arrives from the vault; nothing here knows a passphrase. `Store` is what the workspace adapter
opens.
"""
