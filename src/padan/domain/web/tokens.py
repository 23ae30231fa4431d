"""Tokens of the two kinds and what can be read off them; never in a log, never in a fault's values."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

_PARTS = 3
_LONGEST = 16_384
WARN_BEFORE = timedelta(minutes=5)


class TokenState(StrEnum):
    """Where a pasted token stands at a moment."""

    ABSENT = "absent"
    VALID = "valid"
    ENDING = "ending"
    ENDED = "ended"


@dataclass(frozen=True)
class Pasted:
    """A token a person pasted, cleaned, and when it ends by its own words (None: it does not say)."""

    token: str
    ends: datetime | None

    def state(self, now: datetime) -> TokenState:
        """Return how the token stands; one that does not tell its end counts as valid until refused."""
        if self.ends is None:
            return TokenState.VALID
        if now >= self.ends:
            return TokenState.ENDED
        return TokenState.ENDING if now >= self.ends - WARN_BEFORE else TokenState.VALID


def read_pasted(untrusted: str) -> Pasted | None:
    """Return the token in what was pasted (a scheme, quotes and line breaks around it are taken off), or None
    when that is no JWT.
    """
    token = "".join(untrusted.split()).strip("\"'`,;")
    for scheme in ("authorization:", "auth:", "bearer"):
        if token.casefold().startswith(scheme):
            token = token[len(scheme) :].strip("\"':")
    if not token.isascii() or len(token) > _LONGEST or token.count(".") != _PARTS - 1:
        return None
    head, claims = (_part(one) for one in token.split(".")[:2])
    if head is None or claims is None or "alg" not in head:
        return None
    return Pasted(token, _moment(claims.get("exp")))


def _part(text: str) -> dict[str, object] | None:
    try:
        found = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _moment(seconds: object) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
