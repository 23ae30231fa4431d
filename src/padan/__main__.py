"""Entry points of the desktop, the command line and child processes; decides which one is meant, and nothing else."""

import sys

CHILD = "--padan-child"
"""In a frozen bundle `sys.executable` is one of our own programs: this word in first place makes it a child."""


def desktop() -> int:
    """Start the window (`padan`); return the exit status."""
    if sys.argv[1:2] == [CHILD]:
        return _child()
    from padan.gui.application import main

    return main(sys.argv[1:])


def command_line() -> int:
    """Start the command line (`padanctl`); return the exit status."""
    if sys.argv[1:2] == [CHILD]:
        return _child()
    from padan.cli.main import main

    return main(sys.argv[1:])


def _child() -> int:
    from padan.child_main import main

    return main(sys.argv[2:])


if __name__ == "__main__":
    raise SystemExit(desktop())
