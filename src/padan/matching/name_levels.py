"""How alike two names are, for many pairs at once: a level and the rarity in bits of what agrees; decides no
link.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from padan.matching.arrays import F64, I32, I64, Bools, Bytes
from padan.matching.identity import Identity
from padan.matching.name_tokens import MAX_TOKENS, Vocabulary, join_tokens

MISSING, SAME, SOUND, INITIALS, TYPO, SHORTER, PARTLY, DIFFERS = range(8)
NAMES = ("missing", "same", "sound", "initials", "typo", "shorter", "partly", "differs")
_CHUNK = 200_000
_SMALLEST = 1_000
"""Shares are taken of at least so many rows: two namesakes in a list of ten do not make a name common."""

_JOINED_ALIKE = 0.85


@dataclass(frozen=True)
class NameRarity:
    """Bits of evidence in an agreeing token (by sound id) and the people who share a whole name (by
    `name_key`).
    """

    token_bits: F64
    keys: I64
    sharing: I32
    rows: int
    book: Vocabulary
    caps: dict[str, float]


def measure_rarity(x: Identity, y: Identity, book: Vocabulary, caps: dict[str, float]) -> NameRarity:
    """Count tokens and names over both registers; a token of one person in each register has the
    full bits.
    """
    both = np.concatenate([x.sounds.ravel(), y.sounds.ravel()])
    count = np.bincount(both, minlength=1)
    count[0] = 0
    rows = max(x.n, y.n, _SMALLEST)
    share = np.maximum(count - 2, 0) / (2 * rows) + 2.0 ** -caps["token_bits"]
    keys_x, count_x = np.unique(x.name_key, return_counts=True)
    keys_y, count_y = np.unique(y.name_key, return_counts=True)
    keys = np.union1d(keys_x, keys_y)
    sharing = np.zeros(len(keys), dtype=np.int32)
    for found, counted in ((keys_x, count_x), (keys_y, count_y)):
        place = np.searchsorted(keys, found)
        sharing[place] = np.maximum(sharing[place], counted)
    return NameRarity(-np.log2(np.minimum(share, 1.0)), keys, sharing, rows, book, caps)


@dataclass(frozen=True)
class NamePairs:
    """Levels (codes above) and bits of agreement for a list of pairs; bits are 0 where nothing agrees."""

    level: Bytes
    bits: F64


def compare_names(x: Identity, i: I64, y: Identity, j: I64, rarity: NameRarity) -> NamePairs:
    """Compare the names of rows `i` of x with rows `j` of y, in chunks so that memory stays bounded."""
    level = np.zeros(len(i), dtype=np.int8)
    bits = np.zeros(len(i), dtype=np.float64)
    for start in range(0, len(i), _CHUNK):
        part = slice(start, start + _CHUNK)
        level[part], bits[part] = _compare(_Pairs(x, i[part], y, j[part]), rarity)
    return NamePairs(level, bits)


@dataclass(frozen=True)
class _Pairs:
    x: Identity
    i: I64
    y: Identity
    j: I64

    def only(self, chosen: I64) -> "_Pairs":
        return _Pairs(self.x, self.i[chosen], self.y, self.j[chosen])


def _compare(pairs: _Pairs, rarity: NameRarity) -> tuple[Bytes, F64]:
    x, i, y, j = pairs.x, pairs.i, pairs.y, pairs.j
    level = np.zeros(len(i), dtype=np.int8)
    bits = np.zeros(len(i), dtype=np.float64)
    present = (x.name_count[i] > 0) & (y.name_count[j] > 0)
    alike = present & (x.name_key[i] == y.name_key[j])
    rows = np.flatnonzero(alike)
    if len(rows):
        level[rows] = np.where(_same_tokens(pairs.only(rows), rarity.book), SAME, SOUND)
        bits[rows] = _whole_bits(x, i[rows], rarity)
        bits[rows] -= np.where(level[rows] == SOUND, rarity.caps["sound_bits"], 0.0)
    rows = np.flatnonzero(present & ~alike)
    if len(rows):
        level[rows], bits[rows] = _align(pairs.only(rows), rarity)
    return level, bits


def _same_tokens(pairs: _Pairs, book: Vocabulary) -> Bools:
    left = np.sort(book.canon[pairs.x.tokens[pairs.i, :MAX_TOKENS]], axis=1)
    right = np.sort(book.canon[pairs.y.tokens[pairs.j, :MAX_TOKENS]], axis=1)
    result: Bools = (left == right).all(axis=1)
    return result


def _whole_bits(x: Identity, i: I64, rarity: NameRarity) -> F64:
    others = rarity.sharing[np.searchsorted(rarity.keys, x.name_key[i])] - 1
    cap = np.where(x.name_count[i] > 1, rarity.caps["name_bits"], rarity.caps["single_bits"])
    bits: F64 = -np.log2(np.minimum(others / rarity.rows + 2.0**-cap, 1.0))
    return bits


def _align(pairs: _Pairs, rarity: NameRarity) -> tuple[Bytes, F64]:
    """Align the tokens of names that are not alike as a whole, best agreement first."""
    left = pairs.x.tokens[pairs.i, :MAX_TOKENS]
    right = pairs.y.tokens[pairs.j, :MAX_TOKENS]
    grid = _token_grid(left, right, rarity.book)
    free_l, free_r = left > 0, right > 0
    bits = np.zeros(len(left), dtype=np.float64)
    counts = {}
    for kind, loss in ((3, 0.0), (2, rarity.caps["typo_bits"]), (1, None)):
        counts[kind] = np.zeros(len(left), dtype=np.int32)
        for place in range(MAX_TOKENS):
            fits = (grid[:, place, :] == kind) & free_r & free_l[:, place : place + 1]
            hit = fits.any(axis=1)
            if not hit.any():
                continue
            column = fits.argmax(axis=1)[hit]
            free_l[hit, place] = False
            free_r[hit, column] = False
            counts[kind] += hit
            gain = rarity.token_bits[rarity.book.sound[left[hit, place]]]
            bits[hit] += rarity.caps["initial_bits"] if loss is None else np.maximum(gain - loss, 1.0)
    level = _align_level(counts, free_l.sum(axis=1), free_r.sum(axis=1))
    _joined_alike(pairs, rarity, level, bits)
    bits = np.minimum(bits, rarity.caps["name_bits"])
    bits[level >= PARTLY] = 0.0
    return level, bits


def _align_level(
    counts: dict[int, I32], rest_l: npt.NDArray[np.int64], rest_r: npt.NDArray[np.int64]
) -> Bytes:
    full, typo, initial = counts[3], counts[2], counts[1]
    one_sided = (rest_l == 0) | (rest_r == 0)
    complete = (rest_l == 0) & (rest_r == 0)
    told = (full + typo) > 0
    level = np.full(len(full), DIFFERS, dtype=np.int8)
    level[told] = PARTLY
    level[one_sided & (initial > 0)] = INITIALS
    level[one_sided & told] = SHORTER
    level[complete & told & (initial > 0)] = INITIALS
    level[complete & (typo > 0)] = TYPO
    level[complete & (full > 0) & (typo == 0) & (initial == 0)] = SOUND
    return level


def _token_grid(left: I32, right: I32, book: Vocabulary) -> Bytes:
    """Return P x K x K: 3 same sound, 2 a typing error apart, 1 an initial of the other, 0 nothing."""
    present = (left[:, :, None] > 0) & (right[:, None, :] > 0)
    grid = np.zeros(present.shape, dtype=np.int8)
    len_l, len_r = book.length[left][:, :, None], book.length[right][:, None, :]
    same_letter = book.initial[left][:, :, None] == book.initial[right][:, None, :]
    grid[present & same_letter & ((len_l == 1) | (len_r == 1))] = 1
    same = book.sound[left][:, :, None] == book.sound[right][:, None, :]
    bags = np.bitwise_count((book.bag[left][:, :, None] ^ book.bag[right][:, None, :]).astype(np.uint32))
    shortest = np.minimum(len_l, len_r)
    long_enough = (shortest >= 4) | ((shortest == 3) & same_letter)
    close = present & ~same & long_enough & (np.abs(len_l - len_r) <= 2) & (bags <= 4)
    grid[present & same] = 3
    where = np.nonzero(close)
    if len(where[0]):
        chosen = _typos(left[where[0], where[1]], right[where[0], where[2]], book)
        grid[where[0][chosen], where[1][chosen], where[2][chosen]] = 2
    return grid


def _typos(left: I32, right: I32, book: Vocabulary) -> Bools:
    """One edit or transposition; two from eight letters on. Each distinct pair of tokens is measured once."""
    size = np.int64(len(book.texts))
    distinct, back = np.unique(left.astype(np.int64) * size + right, return_inverse=True)
    first, second = distinct // size, distinct % size
    texts = book.texts
    distance = cpdist(
        [texts[k] for k in first.tolist()],
        [texts[k] for k in second.tolist()],
        scorer=OSA.distance,
        score_cutoff=2,
        dtype=np.uint8,
        workers=1,
    )
    allowed = np.where(np.minimum(book.length[first], book.length[second]) >= 8, 2, 1)
    result: Bools = (distance <= allowed)[back]
    return result


def _joined_alike(pairs: _Pairs, rarity: NameRarity, level: Bytes, bits: F64) -> None:
    """Names cut into tokens differently (NUR AINI, NURAINI) agree when read without spaces."""
    rows = np.flatnonzero(level >= SHORTER)
    close = (
        np.abs(_letters(pairs.x, pairs.i[rows], rarity.book) - _letters(pairs.y, pairs.j[rows], rarity.book))
        <= 2
    )
    rows = rows[close]
    if not len(rows):
        return
    left = join_tokens(rarity.book.canon[pairs.x.tokens[pairs.i[rows]]], rarity.book.texts).to_list()
    right = join_tokens(rarity.book.canon[pairs.y.tokens[pairs.j[rows]]], rarity.book.texts).to_list()
    alike = cpdist(left, right, scorer=OSA.normalized_similarity, score_cutoff=_JOINED_ALIKE, workers=1)
    level[rows[alike > 0]] = TYPO
    level[rows[alike == 1]] = SOUND
    bits[rows[alike > 0]] = np.maximum(
        bits[rows[alike > 0]], rarity.caps["name_bits"] - rarity.caps["typo_bits"]
    )


def _letters(x: Identity, i: I64, book: Vocabulary) -> npt.NDArray[np.int64]:
    result: npt.NDArray[np.int64] = book.length[x.tokens[i]].sum(axis=1)
    return result
