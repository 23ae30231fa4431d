"""Runs one operation on a workspace and kills itself at the named call; started by test_crash.py in its own
process.

argv: folder, passphrase, operation, "module:attribute", when (before|after), which call (1…).
"""

import importlib
import os
import signal
import sys
from functools import wraps
from pathlib import Path

import conftest  # type: ignore[import-not-found]

from padan.adapters.workspace.handles import UnlockedWorkspace
from padan.adapters.workspace.workspaces import FolderWorkspaces
from padan.common.clock import FixedClock
from padan.common.progress import Cancel, no_progress
from padan.domain.passphrases import PassphrasePolicy

ROWS = 140_000


def arm(target: str, when: str, count: int) -> None:
    path, attribute = target.split(":")
    owner = importlib.import_module(path)
    *holders, name = attribute.split(".")
    for holder in holders:
        owner = getattr(owner, holder)
    original = getattr(owner, name)
    calls = 0

    @wraps(original)
    def fatal(*values: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == count and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*values, **named)
        if calls == count and when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, fatal)


def add(unlocked: UnlockedWorkspace, rows: int) -> None:
    table = conftest.people(rows)
    with unlocked.store as records:
        records.snapshots.add(conftest.snapshot_of(table), table, conftest.PROBLEMS)


def main() -> None:
    folder, passphrase, operation, target, when, count = sys.argv[1:]
    clock = FixedClock(conftest.START)
    workspaces = FolderWorkspaces(clock, PassphrasePolicy(), None, "uji")
    unlocked = workspaces.unlock(Path(folder), "ani", passphrase)
    if operation != "import":
        add(unlocked, 5_000)
    arm(target, when, int(count))
    if operation == "import":
        add(unlocked, ROWS)
    elif operation == "backup":
        workspaces.backup(unlocked, Path(folder).parent / "x.padanbackup", no_progress, Cancel())
    elif operation == "remove":
        workspaces.remove_officer(unlocked, "o2")
    elif operation == "passphrase":
        workspaces.change_passphrase(unlocked, passphrase, "kata sandi milik ani yang baru")


if __name__ == "__main__":
    main()
    raise SystemExit("the armed call was never reached")
