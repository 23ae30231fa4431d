"""Which canonical field a column heading means: SIASN's names, the web service's keys, the headings offices
use.

A heading is compared without case, punctuation and brackets. The first synonym of a field is the strongest:
when two columns claim one field, the stronger heading has it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from padan.domain.fields import FIELDS
from padan.domain.heading_words import FOREIGN_WORDS, SYNONYMS

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b)")  # T.M.T. is TMT
_RANK_AND_DATE = re.compile(r"gol.*[/,&]\s*t\.?m\.?t", re.IGNORECASE)  # "Gol/TMT" is both, "Gol TMT" the date
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The field a heading means and how strongly (0 is the field's own name)."""

    field: str
    rank: int


def normalise_heading(heading: str) -> str:
    """Return the heading in the form of the synonym table: `Tgl. Lahir*` → `tgl lahir`, `nipBaru` → `nip
    baru`.
    """
    spaced = _CAMEL.sub(" ", _DOTTED.sub("", heading))
    return " ".join(_APART.sub(" ", spaced).casefold().split())


@lru_cache(maxsize=4096)
def recognise(heading: str) -> Recognised | None:
    """Return what a heading means, or None; a note in brackets is tried with and without."""
    if len(heading) > 200:
        return None
    found = _TABLE.get(normalise_heading(heading))
    if found is None and ("(" in heading or "[" in heading):
        found = _TABLE.get(normalise_heading(_BRACKETS.sub(" ", heading)))
    if found is not None and found.field == "tmt_golongan" and _RANK_AND_DATE.search(heading):
        return Recognised("_golongan_tmt", found.rank)
    return found


def is_foreign(heading: str) -> bool:
    """Tell whether a group heading speaks of somebody else (spouse, superior), so that its columns are not
    the person's.
    """
    return bool(FOREIGN_WORDS & set(normalise_heading(heading).split()))


def _build() -> dict[str, Recognised]:
    table: dict[str, Recognised] = {}
    for field in FIELDS:
        table[normalise_heading(field)] = Recognised(field, 0)
    for field, synonyms in SYNONYMS.items():
        for rank, synonym in enumerate(synonyms, start=1):
            table.setdefault(normalise_heading(synonym), Recognised(field, rank))
    return table


_TABLE = _build()
