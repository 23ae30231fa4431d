"""Runs one step of the exchange and kills itself at the n-th audit row or file operation; started by
test_killed.py in its own process.

argv: folder of an office, login, step, subject, target folder, "module:attribute", which call (0: never).
"""

import importlib
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import conftest  # type: ignore[import-not-found]

from padan.bootstrap import build_tools
from padan.services.exchange import hand_over, open_package, seal_package
from padan.services.open_workspace import lock, unlock


def arm(target: str, count: int) -> None:
    path, attribute = target.split(":")
    owner = importlib.import_module(path)
    *holders, name = attribute.split(".")
    for holder in holders:
        owner = getattr(owner, holder)
    original = getattr(owner, name)
    calls = 0

    def fatal(*values: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*values, **named)

    setattr(owner, name, fatal)


def main() -> None:
    folder, login, step, subject, target, point, count = sys.argv[1:]
    clock = conftest.TickingClock(conftest.MORNING + timedelta(hours=1))
    tools = build_tools(clock)
    session = unlock(tools, Path(folder), login, conftest.PASSPHRASE)
    if int(count):
        arm(point, int(count))
    if step == "seal":
        seal_package.approve(session, tools, subject)
    elif step == "write":
        hand_over.write(session, tools, subject, target)
    else:
        open_package.open_package(session, tools, subject)
    lock(session)


if __name__ == "__main__":
    main()
