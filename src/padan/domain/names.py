"""Names without titles, spellings folded: pure functions on one token or one name; the word lists come with
the rule set.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import IntEnum

_LETTERS = re.compile(r"[^A-Z]")
_INNER = re.compile(r"^[A-Z]{1,5}(\.[A-Z]{1,6})+\.?$")
_VOWELS = frozenset("AUEO")


class TokenKind(IntEnum):
    """What a token may be, wherever it stands; the place in the name decides."""

    NAME = 0
    FRONT = 1
    BACK = 2
    EITHER = 3


@dataclass(frozen=True)
class NameRules:
    """Word lists of the rule set: titles as bare letters, abbreviations of Muhammad, spellings folded in
    order.
    """

    front_titles: frozenset[str]
    back_titles: frozenset[str]
    muhammad_short: frozenset[str]
    muhammad_forms: frozenset[str]
    spellings: tuple[tuple[str, str], ...]
    cache: dict[str, str] = field(default_factory=dict, compare=False, repr=False)


def letters(text: str) -> str:
    """Return the text's letters, upper case, without marks: `S.Pd.` gives `SPD`, `José` gives `JOSE`."""
    upper = text.upper()
    if not upper.isascii():
        upper = "".join(c for c in unicodedata.normalize("NFKD", upper) if not unicodedata.combining(c))
    return _LETTERS.sub("", upper)


def token_kind(raw: str, rules: NameRules) -> TokenKind:
    """Tell whether a raw token (upper case, dots kept) may be a title in front, behind, or only a name."""
    bare = letters(raw)
    front = bare in rules.front_titles
    back = bare in rules.back_titles or _looks_like_title(raw)
    return TokenKind((1 if front else 0) | (2 if back else 0))


def _looks_like_title(raw: str) -> bool:
    """`S.Sos.I`, `A.Md.Keb`: dotted parts of which a later one is no single initial and has few letters."""
    if _INNER.match(raw) is None:
        return False
    parts = [part for part in raw.split(".") if part]
    return raw[0] in "SMADBGL" and len(parts[0]) == 1 and 2 <= len(parts[1]) <= 4 and len(raw) <= 12


def name_parts(raw: str) -> list[str]:
    """Split a name's token at inner dots and hyphens: `M.ALI` gives M and ALI; apostrophes are dropped."""
    return [part for part in (letters(piece) for piece in re.split(r"[.\-/_]", raw)) if part]


def fold_spelling(token: str, rules: NameRules) -> str:
    """Return the token's sound: old spelling, doubled letters and common variants folded (matching.md, step
    1).
    """
    known = rules.cache.get(token)
    if known is not None:
        return known
    sound = "MUHAMAD" if token in muhammad_words(rules) else _fold(token, rules)
    rules.cache[token] = sound
    return sound


def muhammad_words(rules: NameRules) -> frozenset[str]:
    """Return the words that sound as MUHAMMAD does."""
    return rules.muhammad_forms | frozenset(short for short in rules.muhammad_short if len(short) > 1)


def _fold(token: str, rules: NameRules) -> str:
    if len(token) == 1:
        return token
    sound = token
    for old, new in rules.spellings:
        sound = sound.replace(old, new)
    out: list[str] = []
    for place, char in enumerate(sound):
        following = sound[place + 1 : place + 2]
        char = "Y" if char == "I" and following in _VOWELS and following else char
        if not out or out[-1] != char:
            out.append(char)
    return "".join(out[:-1]) if len(out) > 3 and out[-1] == "H" else "".join(out)


def split_name(text: str, rules: NameRules) -> tuple[list[str], list[str], list[str]]:
    """Split one written name into titles before, name tokens and titles behind, each as raw upper-case
    tokens.

    The same decisions as the columnar reading in matching.name_tokens, which a test holds it to.
    """
    raw, after_comma = _raw_tokens(text)
    kinds = [token_kind(token, rules) for token in raw]
    start = 0
    while start < len(raw) and kinds[start] & 1 and not after_comma[start]:
        start += 1
    if start == len(raw) or after_comma[start]:
        start = 0
    behind = [
        after and (bool(kind) or "." in token or len(token) <= 3)
        for token, kind, after in zip(raw, kinds, after_comma, strict=True)
    ]
    end = len(raw)
    while end > start + 1 and (behind[end - 1] or kinds[end - 1] & 2):
        end -= 1
    middle = [i for i in range(start, len(raw)) if i < end and not behind[i]]
    titles = [i for i in range(start, len(raw)) if i not in middle]
    return raw[:start], [raw[i] for i in middle], [raw[i] for i in titles]


def _raw_tokens(text: str) -> tuple[list[str], list[bool]]:
    raw: list[str] = []
    after: list[bool] = []
    seen = False
    for piece in text.upper().replace("'", "").replace("’", "").replace("`", "").replace(",", " , ").split():
        if piece == ",":
            seen = True
        elif letters(piece):
            raw.append(piece)
            after.append(seen)
    return raw, after


def canonical_name(text: str, rules: NameRules) -> str:
    """Return the name in the form in which "same in another form" is judged: titles off, upper case, no
    punctuation or spacing, M./MUH./MOH./MOCH. in front = MUHAMMAD (intake-and-classes.md, element nama).
    """
    parts = [part for raw in split_name(text, rules)[1] for part in name_parts(raw)]
    if len(parts) > 1 and parts[0] in rules.muhammad_short:
        parts[0] = "MUHAMMAD"
    return "".join(parts)


def titles_of(text: str, rules: NameRules) -> tuple[str, ...]:
    """Split a written list of titles into bare titles, sorted: case, dots, spaces and order do not matter."""
    known = rules.front_titles | rules.back_titles
    found: list[str] = []
    for part in re.split(r"[,;]", text.upper()):
        found.extend(_titles_of_part(part, known))
    return tuple(sorted(found))


def _titles_of_part(part: str, known: frozenset[str]) -> list[str]:
    pieces = [bare for bare in (letters(piece) for piece in part.split()) if bare]
    found: list[str] = []
    place = 0
    while place < len(pieces):
        longest = min(4, len(pieces) - place)
        joined = [size for size in range(1, longest + 1) if "".join(pieces[place : place + size]) in known]
        size = joined[0] if joined else 1
        found.append("".join(pieces[place : place + size]))
        place += size
    return found
