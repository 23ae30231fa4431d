"""Clauses of an agreement in short form and in words; knows no agreement's text."""

import re

_SHORT = re.compile(r"^(\d{1,3})(?:\((\d{1,3})\))?(\d{1,3})?$")


def clause_words(short: str) -> str:
    """Return `Pasal 3 ayat (2) angka 4` for `3(2)4` (product.md's notation); other texts are returned
    unchanged.
    """
    match = _SHORT.match(short)
    if match is None:
        return short
    article, paragraph, point = match.groups()
    words = f"Pasal {article}"
    if paragraph:
        words += f" ayat ({paragraph})"
    return f"{words} angka {point}" if point else words
