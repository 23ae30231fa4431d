"""The whole loop on the practice workspace through padanctl, for machines without a display; ends with the
PDF's path.

It runs the very commands an officer would type, in this process, and shows each one: nothing here has a way
of its own.
"""

import io
import json
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

from padan.bootstrap import build_tools
from padan.cli.main import main as padanctl
from padan.common.places import practice_workspace
from padan.training.workspace import OTHERS, PASSPHRASE, PREPARER, STEWARDS, prepare

VERIFIER, OFFICIAL = OTHERS[0].login, OTHERS[1].login


class Stopped(Exception):
    """A command of the loop failed; its own message has been shown."""


class Desk:
    """Types one command after another as one of the practice officers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def do(self, officer: str, *words: str) -> dict[str, object]:
        """Run `padanctl` with --json and return what it printed; raise Stopped when it failed."""
        sys.stderr.write(f"$ padanctl --officer {officer} {' '.join(words)}\n")
        caught = io.StringIO()
        with redirect_stdout(caught):
            status = padanctl(["--workspace", str(self._folder), "--officer", officer, "--json", *words])
        answer: dict[str, object] = json.loads(caught.getvalue())
        if status != 0:
            sys.stderr.write(caught.getvalue() + "\n")
            raise Stopped(" ".join(words))
        return answer
