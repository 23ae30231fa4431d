"""The printed recovery key: 19 random bytes as groups a person can read out, with typos found group by group.

    8 groups of 4 characters + 1 check character, then a group of 4 that checks the whole key (Crockford base
    32)

The first byte tells a whole key (0) from one of three shares (1-3). Any two shares give the key, one gives
nothing: each byte is a straight line over GF(256) through the secret at 0 (Shamir, threshold 2).
"""

import hashlib
import secrets
from collections.abc import Sequence

from padan.common.codes import store as codes
from padan.common.errors import UserFault

RECOVERY_BYTES = 19
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_GROUPS = 8
_DATA = 4
_WHOLE = 0
SHARES = (1, 2, 3)


def new_secret() -> bytes:
    """Return a fresh recovery secret (152 bits)."""
    return secrets.token_bytes(RECOVERY_BYTES)


def to_text(secret: bytes, kind: int = _WHOLE) -> str:
    """Return the printed form of a secret or of a share."""
    payload = bytes([kind]) + secret
    number = int.from_bytes(payload, "big")
    digits = "".join(_ALPHABET[(number >> shift) & 31] for shift in range(155, -1, -5))
    groups = [digits[at : at + _DATA] for at in range(0, len(digits), _DATA)]
    checked = [group + _check(f"{index}{group}", 1) for index, group in enumerate(groups)]
    return "-".join([*checked, _check(digits, _DATA)])


def from_texts(texts: Sequence[str]) -> bytes:
    """Return the secret from one whole key or from two different shares.

    Errors: UserFault RECOVERY_KEY_TYPO with the number of the group to look at again (0: a group is missing
    or too many); UserFault RECOVERY_SHARES when the pieces do not make a key together.
    """
    pieces = dict(_parse(text) for text in texts)
    if len(texts) == 1 and _WHOLE in pieces:
        return pieces[_WHOLE]
    if len(pieces) < 2 or _WHOLE in pieces:
        raise UserFault(codes.RECOVERY_SHARES, given=len(texts), needed=2)
    return _combine(dict(sorted(pieces.items())[:2]))


def split_texts(secret: bytes) -> list[str]:
    """Return three shares as text; any two of them replace the whole key."""
    slope = secrets.token_bytes(RECOVERY_BYTES)
    return [to_text(bytes(s ^ _times(x, a) for s, a in zip(secret, slope, strict=True)), x) for x in SHARES]


def _parse(text: str) -> tuple[int, bytes]:
    plain = "".join(text.split()).replace("-", "").upper().translate(_ALIKE)
    size = _GROUPS * (_DATA + 1)
    if len(plain) != size + _DATA:
        raise UserFault(codes.RECOVERY_KEY_TYPO, group=0)
    digits = ""
    for index in range(_GROUPS):
        group = plain[index * (_DATA + 1) : (index + 1) * (_DATA + 1)]
        if any(one not in _ALPHABET for one in group) or group[-1] != _check(f"{index}{group[:-1]}", 1):
            raise UserFault(codes.RECOVERY_KEY_TYPO, group=index + 1)
        digits += group[:-1]
    if plain[size:] != _check(digits, _DATA):
        raise UserFault(codes.RECOVERY_KEY_TYPO, group=_GROUPS + 1)
    number = 0
    for digit in digits:
        number = number << 5 | _ALPHABET.index(digit)
    payload = number.to_bytes(RECOVERY_BYTES + 1, "big")
    if payload[0] not in (_WHOLE, *SHARES):
        raise UserFault(codes.RECOVERY_KEY_TYPO, group=1)
    return payload[0], payload[1:]


def _check(text: str, length: int) -> str:
    digest = hashlib.sha256(b"padan-recovery-1\n" + text.encode("ascii")).digest()
    return "".join(_ALPHABET[byte & 31] for byte in digest[:length])


def _combine(pieces: dict[int, bytes]) -> bytes:
    """Lagrange at 0 for two points: s = y1 * x2/(x1+x2) + y2 * x1/(x1+x2); plus and minus are XOR."""
    (x1, y1), (x2, y2) = pieces.items()
    inverse = _inverse(x1 ^ x2)
    first, second = _times(x2, inverse), _times(x1, inverse)
    return bytes(_times(a, first) ^ _times(b, second) for a, b in zip(y1, y2, strict=True))


def _times(left: int, right: int) -> int:
    """Multiply in GF(256) modulo x^8 + x^4 + x^3 + x + 1."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left = left << 1 ^ (0x11B if left & 0x80 else 0)
        right >>= 1
    return product


def _inverse(value: int) -> int:
    return next(one for one in range(1, 256) if _times(value, one) == 1)
