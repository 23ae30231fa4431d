"""Entries of the audit log in words, shared by the screens that show them; pure."""

import json
from collections.abc import Mapping

from padan.gui.texts import known, t, word

_TOLD = (
    "reason",
    "copy",
    "pages",
    "recipient",
    "purpose",
    "ground",
    "fields",
    "rows",
    "entries",
    "by",
    "kind",
)
_DIGEST = "sha256"
_SHORT = 16


def details_words(details: Mapping[str, object], *, whole: bool = False) -> str:
    """Return the details in words; digests are shortened and ids left out unless the `whole` is wanted."""
    names = [name for name in (*_TOLD, _DIGEST) if details.get(name) not in (None, "", [], {})]
    if whole:
        names += sorted(name for name in details if name not in names)
    return "; ".join(f"{_name(name)}: {_value(name, details[name], whole=whole)}" for name in names)


def _name(name: str) -> str:
    return t(f"audit.detail.{name}") if known(f"audit.detail.{name}") else name


def _value(name: str, value: object, *, whole: bool) -> str:
    if name in ("ground", "reason"):
        return word("ground" if name == "ground" else "refusal", str(value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_text(name, one, whole=whole) for one in value)
    return _text(name, value, whole=whole)


def _text(name: str, value: object, *, whole: bool) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if name != _DIGEST:
        return text
    return digest_words(text) if whole else f"{text[:_SHORT]}…"


def digest_words(digest: str) -> str:
    """Return a digest in groups of sixteen, so that it can be read aloud and wraps where the window ends."""
    return " ".join(digest[at : at + _SHORT] for at in range(0, len(digest), _SHORT))
