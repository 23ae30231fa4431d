"""Several byte strings as one, for requests to a child process; refuses what does not add up."""

import struct
from collections.abc import Sequence


def pack(parts: Sequence[bytes]) -> bytes:
    """Return the parts, each behind its length (8 bytes, big-endian)."""
    return b"".join(struct.pack(">Q", len(part)) + part for part in parts)


def unpack(packed: bytes) -> list[bytes]:
    """Return the parts again; ValueError when a length does not fit."""
    parts, at = [], 0
    while at < len(packed):
        if at + 8 > len(packed):
            raise ValueError("torn frame")
        length: int = struct.unpack_from(">Q", packed, at)[0]
        at += 8
        if length > len(packed) - at:
            raise ValueError("torn frame")
        parts.append(packed[at : at + length])
        at += length
    return parts
