"""Wrong passphrases: counted beside the vault, slowed, and kept until the next unlock has put them into the
audit log.

The count is a brake at the screen, not a wall: whoever can delete the file attacks the vault itself and meets
Argon2id.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from padan.adapters.files.atomic import write_atomically
from padan.adapters.files.faults import os_faults
from padan.adapters.workspace.places import ATTEMPTS
from padan.common.clock import from_utc_text, utc_text
from padan.common.codes import store as codes
from padan.common.errors import UserFault

FREE_ATTEMPTS = 3
LONGEST_WAIT = timedelta(minutes=5)


@dataclass(frozen=True)
class Attempts:
    """Wrong attempts since the last unlock, and when the last of them was."""

    count: int = 0
    last: datetime | None = None


def read(folder: Path) -> Attempts:
    """Return the count; an unreadable file counts as one wrong attempt, since somebody changed it."""
    path = folder / ATTEMPTS
    if not path.exists():
        return Attempts()
    try:
        untrusted = json.loads(path.read_bytes()[:4096])
        return Attempts(max(0, int(untrusted["count"])), from_utc_text(untrusted["last"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return Attempts(1)


def wait_for(attempts: Attempts) -> timedelta:
    """Return how long to wait after the last wrong attempt: nothing at first, then doubling up to five
    minutes.
    """
    extra = attempts.count - FREE_ATTEMPTS
    if extra < 0:
        return timedelta()
    return min(timedelta(seconds=2 ** min(extra + 1, 20)), LONGEST_WAIT)


def refuse_early(attempts: Attempts, now: datetime) -> None:
    """Raise UserFault PASSPHRASE_WAIT when it is too soon; a clock that was set back does not lengthen the
    wait.
    """
    if attempts.last is None:
        return
    passed = max(now - attempts.last, timedelta())
    left = wait_for(attempts) - passed
    if left > timedelta():
        raise UserFault(codes.PASSPHRASE_WAIT, seconds=int(left.total_seconds()) + 1, attempts=attempts.count)


def count_wrong(folder: Path, now: datetime) -> Attempts:
    """Add one wrong attempt and return the new state."""
    counted = replace(read(folder), last=now)
    counted = replace(counted, count=counted.count + 1)
    content = {"count": counted.count, "last": utc_text(now)}
    write_atomically(folder / ATTEMPTS, json.dumps(content).encode())
    return counted


def clear(folder: Path) -> None:
    """Forget the count: it is in the audit log now."""
    with os_faults(folder / ATTEMPTS):
        (folder / ATTEMPTS).unlink(missing_ok=True)
