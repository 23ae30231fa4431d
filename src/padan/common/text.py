"""Small functions on text that every layer needs; none knows a field of the registers."""

import json
import unicodedata


def canonical_json(value: object) -> bytes:
    """Return `value` as UTF-8 JSON with sorted keys and no white space: the form that is hashed and
    signed.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def clean(text: str) -> str:
    """Return `text` NFC-normalised with Unicode white space trimmed (exchange.md, canonical form of a
    row).
    """
    return unicodedata.normalize("NFC", text).strip()


def storable(text: str) -> str:
    """Return a text without what no store, file or screen can hold: halves of signs, control characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole if whole.isprintable() else "".join(" " if _is_control(sign) else sign for sign in whole)


def _is_control(sign: str) -> bool:
    """Tell whether a sign only steers a terminal or a file."""
    return unicodedata.category(sign) in ("Cc", "Zl", "Zp")
