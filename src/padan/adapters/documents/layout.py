"""The small vocabulary between the texts of a document and its templates: sections, lists, pairs, tables as
dicts.
"""

from collections.abc import Sequence

from padan.domain.document_profile import DocumentProfile

Cell = dict[str, object]
Part = dict[str, object]


def look(profile: DocumentProfile) -> dict[str, object]:
    """Return what the templates need of a profile; with a kop the page begins higher."""
    return {
        "width": profile.width,
        "height": profile.height,
        "margin_top": profile.margin_top,
        "margin_bottom": profile.margin_bottom,
        "margin_left": profile.margin_left,
        "margin_right": profile.margin_right,
        "font": profile.font,
        "size": profile.size,
        "table_size": profile.table_size,
    }


LONGEST_WORD = 30
"""Letters of a word that fits wherever a person is named; longer ones get places to break at."""
ZERO_WIDTH_SPACE = "\u200b"


def breakable(words: str) -> str:
    """Return the words; one too long for any column may be broken between letters instead of leaving it."""
    return " ".join(_broken(word) if len(word) > LONGEST_WORD else word for word in words.split(" "))


def _broken(word: str) -> str:
    half = LONGEST_WORD // 2
    return ZERO_WIDTH_SPACE.join(word[start : start + half] for start in range(0, len(word), half))


def text(sentence: str) -> Part:
    """A paragraph."""
    return {"kind": "text", "text": sentence}


def numbered(items: Sequence[str]) -> Part:
    """A numbered list."""
    return {"kind": "list", "items": list(items)}


def pairs(rows: Sequence[tuple[str, str]]) -> Part:
    """Labels and their texts behind a colon."""
    return {"kind": "pairs", "rows": [list(row) for row in rows]}


def head_cell(words: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    """A cell of a table's head."""
    return {"text": words, "colspan": colspan, "rowspan": rowspan}


def row(*cells: str, strong: bool = False) -> dict[str, object]:
    """A row of a table."""
    return {"cells": list(cells), "strong": strong}


def table(
    caption: str,
    head: Sequence[Sequence[Cell]],
    rows: Sequence[dict[str, object]],
    *,
    widths: Sequence[float],
    aligns: str,
    note: str = "",
) -> Part:
    """A table; `widths` are weights (0: as wide as its text), `aligns` one of l, c, r for each column."""
    return {
        "kind": "table",
        "caption": caption,
        "head": [list(line) for line in head],
        "rows": list(rows),
        "widths": list(widths),
        "aligns": list(aligns),
        "note": note,
    }


def section(title: str, *parts: Part) -> dict[str, object]:
    """A section; the letter before the title is given by its place."""
    return {"title": title, "parts": list(parts)}
