"""Entry points of the desktop, the command line and child processes; decides which is meant, nothing else."""

import sys

from padan.common.core_dumps import forbid_core_dumps

CHILD = "--padan-child"
"""In a frozen bundle our own programs start themselves again: this word in first place makes one a child."""


def desktop() -> int:
    """Start the window (`padan`); return the exit status."""
    if sys.argv[1:2] == [CHILD]:
        return _child()
    forbid_core_dumps()
    from padan.bootstrap import build_tools
    from padan.common.places import practice_workspace
    from padan.gui.application import main
    from padan.training.workspace import prepare

    return main(sys.argv[1:], build_tools, lambda tools: prepare(tools, practice_workspace()))


def command_line() -> int:
    """Start the command line (`padanctl`); return the exit status."""
    if sys.argv[1:2] == [CHILD]:
        return _child()
    forbid_core_dumps()
    from padan.cli.main import main

    return main(sys.argv[1:])


def _child() -> int:
    from padan.child_main import main

    return main(sys.argv[2:])


if __name__ == "__main__":
    raise SystemExit(desktop())
