"""The workspace folder as a whole: vault, store, device secret and lock composed into the port
`Workspaces`.
"""
