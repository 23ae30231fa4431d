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
    from padan.gui.application import Practice, main
    from padan.training.partner import partner
    from padan.training.workspace import PASSPHRASE, prepare

    folder = practice_workspace()
    practice = Practice(lambda tools: prepare(tools, folder), PASSPHRASE, partner(folder))
    return main(sys.argv[1:], build_tools, practice)


def command_line() -> int:
    """Start the command line (`padanctl`); return the exit status."""
    if sys.argv[1:2] == [CHILD]:
        return _child()
    forbid_core_dumps()
    from padan.cli.main import main

    return main(sys.argv[1:], ending=True)


def _child() -> int:
    from padan.child_main import main

    return main(sys.argv[2:])


if __name__ == "__main__":
    raise SystemExit(desktop())
