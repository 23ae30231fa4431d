"""Which edition of templates, fonts, wording and renderer prints here; whether another one is the same."""

import hashlib
from functools import cache
from pathlib import Path

from padan.common.places import resources

WORDING = 1
"""Raise it when a text of `body*.py` or `verification.py`, or the cutting of `annex_pages.py` changes."""
RENDERER = "typst 0.15.2"
FIRST_EDITION = "1-f84687cccddf4267"
"""What printed the documents that do not name their edition."""


def edition() -> str:
    """Return `{WORDING}-{16 hex digits}` over renderer, templates and fonts as they lie here."""
    return _edition(resources())


def prints_alike(named: str) -> bool:
    """Tell whether a document of the edition `named` (empty: of the first) comes out here byte by byte."""
    return (named or FIRST_EDITION) == edition()


@cache
def _edition(folder: Path) -> str:
    hasher = hashlib.sha256(f"{RENDERER}\n{WORDING}\n".encode())
    for part, kinds in (("templates", (".typ",)), ("fonts", (".ttf", ".otf"))):
        for path in sorted((folder / part).rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
            if path.suffix.lower() in kinds:
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                hasher.update(f"{path.relative_to(folder).as_posix()} {digest}\n".encode())
    return f"{WORDING}-{hasher.hexdigest()[:16]}"
