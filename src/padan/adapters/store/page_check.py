"""Checks the HMAC of SQLCipher's pages without SQLite: tells a damaged file from a wrong key and names bad
pages.

The format is SQLCipher 4's: a raw key, 16 bytes of salt at the start of the file, and at the end of each page
16 bytes of IV and an HMAC-SHA512 over cipher text, IV and page number (little-endian). It never decrypts
anything.
"""

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_PAGE = 16384
_SALT = 16
_HMAC = 64
_HMAC_SALT_MASK = 0x3A
_PROBES = 64


def first_page_verdict(path: Path, key: bytes) -> str:
    """Return "sound", "damaged" (another page verifies under the key) or "other key" (none of the first pages
    does).
    """
    results = []
    for _page, sound in _pages(path, key):
        results.append(sound)
        if sound or len(results) >= _PROBES:
            break
    if results and results[0]:
        return "sound"
    return "damaged" if any(results) or len(results) < 2 else "other key"


def damaged_pages(path: Path, key: bytes) -> list[int]:
    """Return the numbers (from 1) of all pages of the file whose HMAC fails; a short last page counts as
    damaged.
    """
    return [page for page, sound in _pages(path, key) if not sound]


def _pages(path: Path, key: bytes) -> Iterator[tuple[int, bool]]:
    with open(path, "rb") as file:
        salt = file.read(_SALT)
        hmac_salt = bytes(byte ^ _HMAC_SALT_MASK for byte in salt)
        hmac_key = hashlib.pbkdf2_hmac("sha512", key, hmac_salt, 2, 32)
        file.seek(0)
        yield from enumerate(_verdicts(file, hmac_key), start=1)


def _verdicts(file: BinaryIO, hmac_key: bytes) -> Iterator[bool]:
    number = 0
    while page := file.read(_PAGE):
        number += 1
        covered = page[_SALT:-_HMAC] if number == 1 else page[:-_HMAC]
        expected = hmac.new(hmac_key, covered + number.to_bytes(4, "little"), hashlib.sha512).digest()
        yield len(page) == _PAGE and hmac.compare_digest(expected, page[-_HMAC:])
