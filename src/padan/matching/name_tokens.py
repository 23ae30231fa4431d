"""Names of both registers as token columns: the same reading as domain.names, for whole columns at once.

The loops cut and lay out the texts; what a token is, the rule set says once for each distinct one.
"""

import ctypes
from dataclasses import dataclass

import numpy as np
import polars as pl

from padan.domain.names import NameRules, letters, muhammad_words, name_parts, token_kind
from padan.matching.arrays import I32, I64
from padan.matching.native.columns import U8, TextColumn, text_column, texts_of
from padan.matching.native.crew import Crew
from padan.matching.native.loops import address, call
from padan.matching.native.vocabulary import WordList, Words

MAX_TOKENS = 6
"""Tokens of a name that take part in scoring (TOKENS_SCORED in padan.h)."""

LONGEST = 24
"""Tokens of a name that are kept at all; what follows is a remark, not a name."""

_NOISE = ["'", "’", "`", ",", "\t", "\u00a0", "\n", "\r"]
_CLEAN = ["", "", "", " , ", " ", " ", " ", " "]
_SHORT, _USABLE = 1, 2
_CODE = (1 << 30) - 1
_SLICE = 1 << 22


@dataclass(frozen=True)
class Vocabulary:
    """Name tokens by number (0 is "no token"): token k is text[at[k]:at[k + 1]]; canonical number, sound
    number, letter set. `sounds` is how many sounds there are.
    """

    text: U8
    at: I64
    canon: I32
    sound: I32
    bag: I32
    sounds: int

    def spelled(self, tokens: I32) -> str:
        """Return the canonical texts of tokens, run together."""
        at = self.at
        return b"".join(self.text[at[k] : at[k + 1]].tobytes() for k in self.canon[tokens].tolist()).decode()


@dataclass(frozen=True)
class NameColumn:
    """The names of rows 0..n-1: the tokens of row k are token[start[k]:start[k + 1]]; title[k] is the number
    of the raw titles found inside the name in `titles` (0: none, null). Scoring looks at the first MAX_TOKENS
    tokens.
    """

    start: I64
    token: I32
    title: I32
    titles: pl.Series


class _Kinds(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_void_p) for name in ("kind", "flag", "part_start", "part", "opening", "raw", "raw_at")
    )


@dataclass(frozen=True)
class Split:
    """Raw tokens of one register: numbers in `words`, and where each row's end."""

    n: int
    words: Words | WordList
    codes: I32
    row_end: I64


@dataclass(frozen=True)
class _Described:
    """What the rule set says of each raw token."""

    kind: U8
    flag: U8
    part_start: I64
    part: I32


def read_names(
    a: "pl.Series | Split", b: "pl.Series | Split", rules: NameRules, crew: Crew
) -> tuple[NameColumn, NameColumn, Vocabulary]:
    """Read two columns of written names (or names already cut) into tokens of one vocabulary, and titles."""
    split: dict[str, Split] = {}

    def one(side: str, names: "pl.Series | Split") -> None:
        split[side] = names if isinstance(names, Split) else split_names(names, Words())

    crew.both(lambda: one("a", a), lambda: one("b", b))
    ids: dict[str, int] = {}
    described = {side: _describe(split[side].words, rules, ids) for side in ("a", "b")}
    book, opening = _vocabulary(list(ids), rules)
    laid: dict[str, NameColumn] = {}

    def lay(side: str) -> None:
        laid[side] = _lay(split.pop(side), described[side], opening)

    crew.both(lambda: lay("a"), lambda: lay("b"))
    return laid["a"], laid["b"], book


def _prepared(names: pl.Series) -> TextColumn:
    """Lay out the names; rows with other letters than ASCII are put into upper case beforehand."""
    column = text_column(names)
    if not len(column.data) or int(column.data.max()) < 0x80:
        return column
    other = np.flatnonzero(column.data >= 0x80)
    rows = np.unique(np.searchsorted(column.end, other, side="right"))
    upper = names.gather(rows).fill_null("").str.to_uppercase().str.replace_many(_NOISE, _CLEAN)
    fresh = text_column(upper)
    start, end = column.start.copy(), column.end.copy()
    start[rows], end[rows] = fresh.start + len(column.data), fresh.end + len(column.data)
    return TextColumn(np.concatenate([column.data, fresh.data]), start, end)


def split_names(names: pl.Series, words: Words) -> Split:
    """Cut names into raw tokens, numbered in `words`, which learns those it does not know."""
    column = _prepared(names)
    codes = np.empty(int((column.end - column.start).sum()) // 2 + column.n + 1, dtype=np.int32)
    row_end = np.zeros(max(column.n, 1), dtype=np.int64)
    words.fill(lambda row: call("names_split", column.c, row, column.n, words.c, codes, row_end), column.n)
    return Split(column.n, words, codes[: int(row_end[-1])], row_end)


def _describe(words: Words | WordList, rules: NameRules, ids: dict[str, int]) -> _Described:
    texts = words.texts()
    kind, flag = np.zeros(len(texts), dtype=np.uint8), np.zeros(len(texts), dtype=np.uint8)
    parts: list[int] = []
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    for place, text in enumerate(texts):
        if text.isascii() and text.isalpha():
            kind[place] = (text in rules.front_titles) | ((text in rules.back_titles) << 1)
            flag[place] = _USABLE | (_SHORT if len(text) <= 3 else 0)
            parts.append(ids.setdefault(text, len(ids) + 1))
        elif letters(text):
            kind[place] = int(token_kind(text, rules))
            flag[place] = _USABLE | (_SHORT if "." in text or len(text) <= 3 else 0)
            parts.extend(ids.setdefault(part, len(ids) + 1) for part in name_parts(text))
        starts[place + 1] = len(parts)
    return _Described(kind, flag, starts, np.array(parts, dtype=np.int32))


def _lay(split: Split, described: _Described, opening: I32) -> NameColumn:
    """Lay out the tokens of one register."""
    words, n = split.words, split.n
    raw, raw_at = words.arena, words.at
    kinds = _Kinds(
        *(
            address(one)
            for one in (
                described.kind,
                described.flag,
                described.part_start,
                described.part,
                opening,
                raw,
                raw_at,
            )
        )
    )
    start, title = np.zeros(n + 1, dtype=np.int64), np.zeros(n, dtype=np.int32)
    token = np.empty(_most_parts(split.codes, described.part_start) + LONGEST, dtype=np.int32)
    titles = Words()
    titles.fill(
        lambda row: call(
            "names_lay", kinds, split.codes, split.row_end, row, n, titles.c, start, token, title
        ),
        n,
    )
    book = pl.Series("titles", [None, *titles.texts()], dtype=pl.String)
    return NameColumn(start, token[: int(start[-1])].copy(), title, book)


def _most_parts(codes: I32, part_start: I64) -> int:
    """Return how many tokens there can be; in slices, since there are several raw tokens a row."""
    parts = np.diff(part_start)
    return sum(int(parts[codes[at : at + _SLICE] & _CODE].sum()) for at in range(0, len(codes), _SLICE))


def _vocabulary(words: list[str], rules: NameRules) -> tuple[Vocabulary, I32]:
    """Build the token book; the second array tells what a token is when it opens a name (M. = MUHAMMAD)."""
    ids = {text: place for place, text in enumerate(words, 1)}
    texts = ["", *words]
    full = ids.setdefault("MUHAMMAD", len(texts))
    if full == len(texts):
        texts.append("MUHAMMAD")
    base = len(texts)
    shorts = [text for text in rules.muhammad_short if text in ids]
    shorts.sort(key=ids.__getitem__)
    canon = np.concatenate([np.arange(base), np.full(len(shorts), full)]).astype(np.int32)
    opening = np.arange(base, dtype=np.int32)
    opening[[ids[text] for text in shorts]] = np.arange(base, base + len(shorts))
    texts.extend(shorts)
    column = texts_of([text.encode() for text in texts])
    sound, sounds = _sounds(column, [ids[word] for word in muhammad_words(rules) if word in ids], rules)
    at = np.concatenate([column.start, column.end[-1:]])
    book = Vocabulary(column.data, at, canon, sound[canon], _bags(column), sounds)
    return book, opening


def _sounds(column: TextColumn, muhammad: list[int], rules: NameRules) -> tuple[I32, int]:
    """Fold the spelling of every token and number the sounds; 0 is no sound."""
    old, new = (texts_of([pair[side].encode() for pair in rules.spellings]) for side in (0, 1))
    at = np.concatenate([column.start, column.end[-1:]])
    folded, end = np.zeros(int(at[-1]) * 8 + 16, dtype=np.uint8), np.zeros(column.n, dtype=np.int64)
    call("words_fold", column.data, at, column.n, old.c, new.c, len(rules.spellings), folded, end)
    spoken = TextColumn(folded, np.concatenate([[0], end[:-1]]), end)
    words = Words()
    sound = np.zeros(column.n, dtype=np.int32)
    words.fill(lambda row: call("words_number", spoken.c, row, column.n, words.c, sound), column.n)
    one, name = np.zeros(1, dtype=np.int32), texts_of([b"MUHAMAD"])
    words.fill(lambda row: call("words_number", name.c, row, 1, words.c, one), 1)
    sound[muhammad] = one[0]
    return sound, int(words.c.count)


def _bags(column: TextColumn) -> I32:
    """Return each token's letters as bits."""
    bags = np.zeros(column.n, dtype=np.int32)
    some = np.flatnonzero(column.end > column.start)
    if len(some):
        bits = np.int32(1) << (column.data.astype(np.int32) - 65)
        bags[some] = np.bitwise_or.reduceat(bits, column.start[some])
    return bags
