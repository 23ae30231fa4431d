"""Names of both registers as token matrices, columnar: the same reading as domain.names, for whole columns at
once.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from padan.domain.names import NameRules, TokenKind, fold_spelling, letters, name_parts, token_kind
from padan.matching.arrays import I32, I64, Bools, Bytes

MAX_TOKENS = 6
"""Tokens of a name that take part in scoring."""

LONGEST = 24
"""Tokens of a name that are kept at all; what follows is a remark, not a name."""

_NOISE = ["'", "’", "`", ",", "\t", "\u00a0", "\n", "\r"]
_CLEAN = ["", "", "", " , ", " ", " ", " ", " "]


@dataclass(frozen=True)
class Vocabulary:
    """Name tokens by id (0 is "no token"): canonical id, sound id, length, first letter, letter
    set, texts.
    """

    texts: list[str]
    canon: I32
    sound: I32
    length: I32
    initial: I32
    bag: I32
    sounds: list[str]


@dataclass(frozen=True)
class NameColumn:
    """The names of rows 0..n-1: token ids in order (0: none), their number, and the raw titles found inside
    the name (null: none). Scoring looks at the first MAX_TOKENS tokens.
    """

    tokens: I32
    count: I32
    titles: pl.Series


@dataclass(frozen=True)
class _RawTokens:
    """Exploded tokens of all names: row of each, id in the raw vocabulary, after a comma or not."""

    row: I64
    code: I64
    after: Bools


def read_names(names: pl.Series, rules: NameRules) -> tuple[NameColumn, Vocabulary]:
    """Read a column of written names (both registers, one after the other) into tokens, canonical texts and
    titles.
    """
    total = names.len()
    raw, vocabulary = _explode(names)
    kinds = np.array([int(token_kind(text, rules)) for text in vocabulary], dtype=np.int8)
    short = np.array(["." in text or len(text) <= 3 for text in vocabulary], dtype=bool)
    in_name = _name_places(raw, kinds, short, total)
    part_start, part_ids, words = _parts(vocabulary)
    row, ids = _expand(raw, in_name, part_start, part_ids)
    book, short_first = _vocabulary(words, rules)
    tokens, count = _matrix(row, _muhammad_first(row, ids, short_first, total), total)
    return NameColumn(tokens, count, _titles(raw, ~in_name, vocabulary, total)), book


def _explode(names: pl.Series) -> tuple[_RawTokens, list[str]]:
    upper = names.fill_null("").str.to_uppercase().str.replace_many(_NOISE, _CLEAN)
    lists = upper.str.split(" ")
    lengths = lists.list.len().to_numpy()
    flat = lists.explode(empty_as_null=False)
    distinct = flat.unique(maintain_order=True)
    code = flat.cast(pl.Enum(distinct)).to_physical().to_numpy().astype(np.int64)
    texts = distinct.to_list()
    row = np.repeat(np.arange(names.len(), dtype=np.int64), lengths)
    comma = np.array([text == "," for text in texts], dtype=bool)[code]
    usable = np.array([bool(letters(text)) for text in texts], dtype=bool)[code]
    seen = np.cumsum(comma)
    before_row = np.zeros(names.len() + 1, dtype=np.int64)
    before_row[1:] = seen[np.cumsum(lengths.astype(np.int64)) - 1] if len(lengths) else 0
    after = seen > before_row[row]
    return _RawTokens(row[usable], code[usable], after[usable]), texts


def _name_places(raw: _RawTokens, kinds: Bytes, short: Bools, total: int) -> Bools:
    """Tell for each raw token whether it belongs to the name itself; titles stand before, behind or after a
    comma.
    """
    kind = kinds[raw.code]
    front = (kind & TokenKind.FRONT) != 0
    behind = raw.after & ((kind != 0) | short[raw.code])
    plain = ~front & ~raw.after
    has_plain = np.bincount(raw.row[plain], minlength=total)[raw.row] > 0
    leading = has_plain & front & ~raw.after & (_running(raw.row, plain | raw.after, total) == 0)
    first = _first_kept(raw.row, leading, total)
    body = ~(behind | ((kind & TokenKind.BACK) != 0))
    tail = _running(raw.row[::-1], body[::-1], total)[::-1] == 0
    result: Bools = ~leading & ~behind & ~(tail & ~first)
    return result


def _running(row: I64, flag: Bools, total: int) -> I64:
    """Count the flags from a row's first token up to and including each token; rows are contiguous."""
    running = np.cumsum(flag)
    if not len(row):
        return running.astype(np.int64)
    starts = np.flatnonzero(np.r_[True, row[1:] != row[:-1]])
    base = np.zeros(total, dtype=np.int64)
    base[row[starts]] = running[starts] - flag[starts]
    result: I64 = running - base[row]
    return result


def _first_kept(row: I64, leading: Bools, total: int) -> Bools:
    """Mark each row's first token that is no leading title: a name never vanishes altogether."""
    first = np.zeros(len(row), dtype=bool)
    kept = np.flatnonzero(~leading)
    if len(kept):
        rows = row[kept]
        first[kept[np.r_[True, rows[1:] != rows[:-1]]]] = True
    return first


def _parts(vocabulary: list[str]) -> tuple[I64, I64, list[str]]:
    """Return each raw token's name parts as ids (1-based) of a list of distinct parts, with CSR starts."""
    ids: dict[str, int] = {}
    flat: list[int] = []
    starts = [0]
    for text in vocabulary:
        flat.extend(ids.setdefault(part, len(ids) + 1) for part in name_parts(text))
        starts.append(len(flat))
    return np.array(starts, dtype=np.int64), np.array(flat, dtype=np.int64), list(ids)


def _expand(raw: _RawTokens, in_name: Bools, starts: I64, flat: I64) -> tuple[I64, I64]:
    code, row = raw.code[in_name], raw.row[in_name]
    size = starts[code + 1] - starts[code]
    offset = np.arange(int(size.sum()), dtype=np.int64) - np.repeat(np.cumsum(size) - size, size)
    ids: I64 = flat[np.repeat(starts[code], size) + offset]
    return np.repeat(row, size), ids


def _vocabulary(words: list[str], rules: NameRules) -> tuple[Vocabulary, I64]:
    """Build the token book; `short_first[id]` is the id to use when the token opens a name (M. =
    MUHAMMAD).
    """
    texts = ["", *words]
    ids = {text: place for place, text in enumerate(texts)}
    full = ids.setdefault("MUHAMMAD", len(texts))
    if full == len(texts):
        texts.append("MUHAMMAD")
    base = len(texts)
    shorts = [text for text in texts if text in rules.muhammad_short]
    canon = np.r_[np.arange(base), np.full(len(shorts), full)].astype(np.int32)
    short_first = np.arange(base, dtype=np.int64)
    for place, text in enumerate(shorts):
        short_first[ids[text]] = base + place
    texts.extend(shorts)
    sound_ids: dict[str, int] = {"": 0}
    spoken = [texts[full] if place >= base else text for place, text in enumerate(texts)]
    sound = [
        sound_ids.setdefault(fold_spelling(text, rules) if text else "", len(sound_ids)) for text in spoken
    ]
    return (
        Vocabulary(
            texts=texts,
            canon=canon,
            sound=np.array(sound, dtype=np.int32),
            length=np.array([len(text) for text in texts], dtype=np.int32),
            initial=np.array([ord(text[0]) - 64 if text else 0 for text in texts], dtype=np.int32),
            bag=np.array([_bag(text) for text in texts], dtype=np.int32),
            sounds=list(sound_ids),
        ),
        short_first,
    )


def _bag(text: str) -> int:
    mask = 0
    for char in text:
        mask |= 1 << (ord(char) - 65)
    return mask


def _muhammad_first(row: I64, ids: I64, short_first: I64, total: int) -> I64:
    """Replace M., MUH., MOH., MOCH. that open a name of several tokens."""
    count = np.bincount(row, minlength=total)
    first = np.zeros(len(row), dtype=bool)
    if len(row):
        first[np.flatnonzero(np.r_[True, row[1:] != row[:-1]])] = True
    result: I64 = np.where(first & (count[row] > 1), short_first[ids], ids)
    return result


def join_tokens(tokens: I32, texts: list[str], separator: str = "") -> pl.Series:
    """Return each row's token texts joined; empty places (id 0) vanish. `tokens` is n by width."""
    book = pl.Series("", [None, *texts[1:]], dtype=pl.String)
    columns = [book.gather(tokens[:, place]).alias(str(place)) for place in range(tokens.shape[1])]
    if not columns or not tokens.shape[0]:
        return pl.Series("text", [""] * tokens.shape[0], dtype=pl.String)
    frame = pl.DataFrame(columns)
    return frame.select(pl.concat_str(pl.all(), separator=separator, ignore_nulls=True).alias("text"))["text"]


def _titles(raw: _RawTokens, chosen: Bools, vocabulary: list[str], total: int) -> pl.Series:
    """Return each row's raw titles joined by spaces; null where the name holds none."""
    tokens, count = _matrix(raw.row[chosen], raw.code[chosen] + 1, total)
    rows = np.flatnonzero(count > 0)
    place = np.zeros(total, dtype=np.int64)
    place[rows] = np.arange(1, len(rows) + 1)
    joined = join_tokens(tokens[rows], ["", *vocabulary], " ")
    return pl.concat([pl.Series("text", [None], dtype=pl.String), joined]).gather(place)


def _matrix(row: I64, ids: I64, total: int) -> tuple[I32, I32]:
    """Lay the tokens of each row side by side; at least MAX_TOKENS wide, at most LONGEST."""
    count = np.bincount(row, minlength=total).astype(np.int64)
    place = np.arange(len(row), dtype=np.int64) - (np.cumsum(count) - count)[row]
    width = min(max(MAX_TOKENS, int(count.max(initial=0))), LONGEST)
    tokens = np.zeros((total, width), dtype=np.int32)
    fits = place < width
    tokens[row[fits], place[fits]] = ids[fits]
    return tokens, np.minimum(count, width).astype(np.int32)
