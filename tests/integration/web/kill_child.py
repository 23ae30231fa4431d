"""Sends the approved writes of an office and kills itself at the n-th call of a function; started by
test_writing.py in its own process.

argv: folder, passphrase, "module:attribute:count:before|after".
"""

import importlib
import os
import signal
import sys
from pathlib import Path

from padan.bootstrap import build_tools
from padan.services.open_workspace import lock, unlock
from padan.services.web import carry_write


def arm(target: str) -> None:
    path, attribute, count, when = target.split(":")
    owner = importlib.import_module(path)
    *holders, name = attribute.split(".")
    for holder in holders:
        owner = getattr(owner, holder)
    original = getattr(owner, name)
    calls = 0

    def fatal(*values: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls != int(count):
            return original(*values, **named)
        if when == "after":
            original(*values, **named)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    setattr(owner, name, fatal)


if __name__ == "__main__":
    tools = build_tools()
    session = unlock(tools, Path(sys.argv[1]), "sari", sys.argv[2])
    arm(sys.argv[3])
    carry_write.send(session, tools)
    lock(session)
