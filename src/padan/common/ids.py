"""Time-ordered ids: unique, sortable by creation, usable as idempotency keys; the only maker of ids."""

import secrets
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

NewId = Callable[[datetime], str]
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(moment: datetime) -> str:
    """Return 26 characters of Crockford base 32: 48 bits of milliseconds, then 80 random bits."""
    number = (int(moment.timestamp() * 1000) << 80) | secrets.randbits(80)
    digits = []
    for _ in range(26):
        digits.append(_ALPHABET[number & 31])
        number >>= 5
    return "".join(reversed(digits))


def new_uuid(moment: datetime) -> str:
    """Return a time-ordered UUID (version 7): for what other programs expect a UUID for."""
    number = (int(moment.timestamp() * 1000) << 80) | secrets.randbits(80)
    number = number & ~(0xF << 76) | 7 << 76
    return str(UUID(int=number & ~(0x3 << 62) | 0x2 << 62))
