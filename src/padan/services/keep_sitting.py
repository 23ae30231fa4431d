"""What was under way when the program stopped without locking: kept in the store, told at the next unlock."""

import json
from dataclasses import dataclass
from datetime import datetime

from padan.common.clock import utc_text
from padan.services.ports.records import Records
from padan.services.session import Session

_KEY = "sitting:"


@dataclass(frozen=True)
class Interrupted:
    """A sitting never closed: since when, and the long work that was running (its words and screen)."""

    since: datetime
    task: str = ""
    screen: str = ""


def begin_sitting(session: Session) -> Interrupted | None:
    """Mark this officer's sitting as open; return what the last one left when it was never closed."""
    key = _key(session)
    with session.store as records:
        before = _read(records, key)
        records.preferences.put(key, _text(utc_text(session.clock.now())))
    return before


def end_sitting(session: Session) -> None:
    """Mark the sitting as closed: nothing was interrupted."""
    with session.store as records:
        records.preferences.remove(_key(session))


def begin_task(session: Session, task: str, screen: str) -> None:
    """Keep which long work begins now, so that a power cut in the middle of it can be told."""
    with session.store as records:
        records.preferences.put(_key(session), _text(utc_text(session.clock.now()), task, screen))


def end_task(session: Session) -> None:
    """Forget the long work: it ended, well or with a fault the officer was told."""
    with session.store as records:
        records.preferences.put(_key(session), _text(utc_text(session.clock.now())))


def _key(session: Session) -> str:
    return _KEY + session.officer.id


def _text(since: str, task: str = "", screen: str = "") -> str:
    return json.dumps({"since": since, "task": task, "screen": screen}, ensure_ascii=False)


def _read(records: Records, key: str) -> Interrupted | None:
    try:
        found = json.loads(records.preferences.get(key) or "")
        return Interrupted(datetime.fromisoformat(found["since"]), str(found["task"]), str(found["screen"]))
    except (ValueError, KeyError, TypeError):
        return None
