"""Open forms kept inside the encrypted store while the window is locked; one draft set per officer, no
secrets.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from padan.services.session import Session

_KEY = "draft:"


@dataclass(frozen=True)
class Drafts:
    """Where the officer was (`screen`) and what each screen had open (`forms`, JSON-able values by
    screen).
    """

    screen: str = ""
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)


def keep_drafts(session: Session, drafts: Drafts) -> None:
    """Replace the officer's drafts; nothing is logged, because nothing was done yet."""
    text = json.dumps({"screen": drafts.screen, "forms": drafts.forms}, ensure_ascii=False)
    with session.store as records:
        records.preferences.put(_KEY + session.officer.id, text)


def kept_drafts(session: Session) -> Drafts:
    """Return the officer's drafts, empty ones when there are none or they cannot be read any more."""
    with session.store.reading() as records:
        text = records.preferences.get(_KEY + session.officer.id)
    try:
        found = json.loads(text or "{}")
        return Drafts(str(found.get("screen", "")), dict(found.get("forms", {})))
    except (ValueError, AttributeError, TypeError):
        return Drafts()
