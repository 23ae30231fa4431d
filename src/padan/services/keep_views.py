"""Views of a long list that an officer saved under a name: filters, order, columns; holds no row."""

import json
from collections.abc import Mapping

from padan.services.session import Session

_VIEW = "view:"


def views(session: Session, screen: str) -> dict[str, dict[str, object]]:
    """Return this officer's saved views of a list by name, in alphabetical order."""
    prefix = _prefix(session, screen)
    with session.store.reading() as records:
        kept = records.preferences.all(prefix)
    return {
        name.removeprefix(prefix): dict(json.loads(text))
        for name, text in sorted(kept.items(), key=lambda one: one[0].casefold())
    }


def keep_view(session: Session, screen: str, name: str, view: Mapping[str, object]) -> None:
    """Keep a view, in place of the one of that name."""
    with session.store as records:
        records.preferences.put(_prefix(session, screen) + name, json.dumps(view, ensure_ascii=False))


def drop_view(session: Session, screen: str, name: str) -> None:
    """Forget a view; an unknown name is no fault."""
    with session.store as records:
        records.preferences.remove(_prefix(session, screen) + name)


def _prefix(session: Session, screen: str) -> str:
    return f"{_VIEW}{session.officer.id}:{screen}:"
