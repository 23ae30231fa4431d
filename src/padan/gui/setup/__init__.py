"""The first run: making a workspace, or pointing at one."""
