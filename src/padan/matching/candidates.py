"""Proposes pairs: equal keys first, then neighbourhoods for the rows left over; a proposal proves nothing."""

import numpy as np

from padan.matching.arrays import I32, I64, Bools
from padan.matching.identity import Identity
from padan.matching.name_tokens import Vocabulary
from padan.matching.score import Key, Pairs

LARGEST_BLOCK = 60
"""Rows of one side that may share a key before the key is taken for a placeholder and left out."""

_PAIRS_PER_ROW = 6


def exact_pairs(x: Identity, y: Identity) -> Pairs:
    """Join on NIP, NIP lama, NIK, and birth date with name; within one register (x is y) only i < j."""
    columns = (
        (x.nip_key, y.nip_key, Key.NIP),
        (x.lama, y.lama, Key.NIP_LAMA),
        (x.nik_key, y.nik_key, Key.NIK),
        (_name_birth(x), _name_birth(y), Key.NAME_BIRTH),
    )
    if x is y:
        found = [_join(_repeated(mine), _repeated(mine), key) for mine, _, key in columns]
    else:
        found = [_join(mine, theirs, key) for mine, theirs, key in columns]
    return merge_pairs(found, y.n, within=x is y)


def _repeated(keys: I64) -> I64:
    """Blank the keys that occur once: within one register they propose nothing."""
    place, ranked = _ranked(keys)
    twin = np.zeros(len(ranked), dtype=bool)
    twin[1:] = ranked[1:] == ranked[:-1]
    twin[:-1] |= twin[1:]
    kept = np.zeros_like(keys)
    kept[place[twin]] = ranked[twin]
    return kept


def loose_pairs(x: Identity, left_x: Bools, y: Identity, left_y: Bools, book: Vocabulary) -> Pairs:
    """Propose pairs for rows left over on one side: with all rows of the other side by rounded NIP, birth
    date (either order of day and month) with a name's token, and whole name; with its leftovers by one
    edit in NIP or NIK.
    """
    some_x, some_y = np.flatnonzero(left_x), np.flatnonzero(left_y)
    all_x, all_y = np.arange(x.n), np.arange(y.n)
    found = [
        _join(_deletions(x.nip, some_x), _deletions(y.nip, some_y), Key.NEAR_NIP, some_x, some_y),
        _join(_deletions(x.nik, some_x), _deletions(y.nik, some_y), Key.NEAR_NIK, some_x, some_y),
    ]
    sides = ((some_x, all_y),) if x is y else ((some_x, all_y), (all_x, some_y))
    for rows_x, rows_y in sides:
        found.append(_join(_rounded(x)[rows_x], _rounded(y)[rows_y], Key.NEAR_NIP, rows_x, rows_y))
        found.append(_join(x.name_key[rows_x], y.name_key[rows_y], Key.NAME, rows_x, rows_y))
        found.extend(_birth_pairs(x, rows_x, y, rows_y, book, turned=turned) for turned in (False, True))
    return merge_pairs(found, y.n, within=x is y)


def merge_pairs(found: list[Pairs], width: int, *, within: bool) -> Pairs:
    """Unite proposals, ordered by (i, j), with the keys of each pair combined."""
    i = np.concatenate([pairs.i for pairs in found])
    j = np.concatenate([pairs.j for pairs in found])
    keys = np.concatenate([pairs.keys for pairs in found])
    if within:
        i, j, real = np.minimum(i, j), np.maximum(i, j), i != j
        i, j, keys = i[real], j[real], keys[real]
    if not len(i):
        return Pairs(i, j, keys)
    code = i * max(width, 1) + j
    order = np.argsort(code)
    code = code[order]
    starts = np.flatnonzero(np.r_[True, code[1:] != code[:-1]])
    united = np.bitwise_or.reduceat(keys[order], starts)
    return Pairs(i[order][starts], j[order][starts], united)


def _join(left: I64, right: I64, key: Key, rows_l: I64 | None = None, rows_r: I64 | None = None) -> Pairs:
    """Join two key columns (0: no key). A key that more than LARGEST_BLOCK rows of a side share proposes
    nothing. Columns that hold several keys per row (n by k, flattened) are told by their length.
    """
    place_l, ranked_l, place_r, ranked_r = _ranked_both(left, right)
    start, stop = np.searchsorted(ranked_r, ranked_l, "left"), np.searchsorted(ranked_r, ranked_l, "right")
    mine = np.searchsorted(ranked_l, ranked_l, "right") - np.searchsorted(ranked_l, ranked_l, "left")
    size = np.where((stop - start > LARGEST_BLOCK) | (mine > LARGEST_BLOCK), 0, stop - start)
    i, j = _spread(place_l, start, size, place_r)
    i, j = _row_of(i, left, rows_l), _row_of(j, right, rows_r)
    return Pairs(i, j, np.full(len(i), int(key), dtype=np.int32))


def _ranked(keys: I64) -> tuple[I64, I64]:
    """Return the places of the usable keys in the order of the keys, and the keys in that order."""
    usable = np.flatnonzero(keys != 0)
    some = keys[usable]
    order = np.argsort(some)
    return usable[order], some[order]


def _ranked_both(left: I64, right: I64) -> tuple[I64, I64, I64, I64]:
    """Rank both columns; when one is far smaller, only those keys of the other that it holds."""
    if len(left) * 4 <= len(right):
        place_l, ranked_l = _ranked(left)
        return (place_l, ranked_l, *_ranked(_held(right, ranked_l)))
    place_r, ranked_r = _ranked(right)
    if len(right) * 4 <= len(left):
        left = _held(left, ranked_r)
    return (*_ranked(left), place_r, ranked_r)


def _held(keys: I64, ranked: I64) -> I64:
    """Blank the keys that `ranked` does not hold."""
    if not len(ranked):
        return np.zeros_like(keys)
    place = np.minimum(np.searchsorted(ranked, keys), len(ranked) - 1)
    return np.where(ranked[place] == keys, keys, 0)


def _spread(left: I64, start: I64, size: I64, right: I64) -> tuple[I64, I64]:
    """Pair each place on the left with the `size` places on the right from `start` on."""
    hit = np.flatnonzero(size > 0)
    size = size[hit]
    offset = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
    return np.repeat(left[hit], size), right[np.repeat(start[hit], size) + offset]


def _row_of(place: I64, column: I64, rows: I64 | None) -> I64:
    if rows is None:
        return place.astype(np.int64)
    per_row = max(len(column) // max(len(rows), 1), 1)
    result: I64 = rows[place // per_row].astype(np.int64)
    return result


def _name_birth(x: Identity) -> I64:
    mixed = x.name_key ^ (x.birth.astype(np.int64) << np.int64(34))
    return np.where((x.name_key != 0) & (x.birth > 0), mixed, 0)


def _rounded(x: Identity) -> I64:
    """First fifteen digits of a NIP: what a spreadsheet leaves of it."""
    return np.where(x.nip >= 10**17, x.nip // 1000, 0)


def _deletions(number: I64, rows: I64) -> I64:
    """Return each number with one digit left out, every place in turn, and the number itself: numbers one
    edit or one transposition apart share an entry. Flattened, the same count for every row.
    """
    some = number[rows]
    columns = [some]
    for place in range(18):
        power = np.int64(10**place)
        cut = (some // (power * 10)) * power + some % power
        columns.append(np.where(some >= power, cut, 0))
    return np.stack(columns, axis=1).ravel() if len(rows) else np.zeros(0, dtype=np.int64)


def _birth_of(x: Identity) -> I64:
    """Stated birth date, else the one in the NIP."""
    return np.where(x.birth > 0, x.birth, np.where(x.nip >= 10**17, x.nip // 10**10, 0)).astype(np.int64)


def _turned(birth: I64) -> I64:
    turned = birth // 10000 * 10000 + birth % 100 * 100 + (birth // 100) % 100
    return np.where((birth % 100 <= 12) & (turned != birth), turned, 0)


def _birth_pairs(
    x: Identity, rows_x: I64, y: Identity, rows_y: I64, book: Vocabulary, *, turned: bool
) -> Pairs:
    """Join on birth date and keep pairs whose names share a sound or nearly a token; on large registers join
    on birth date and sound at once, so that the number of pairs stays in proportion to the rows.
    """
    left, right = _birth_of(x)[rows_x], _birth_of(y)[rows_y]
    left = _turned(left) if turned else left
    if len(rows_x) * len(rows_y) / 13_000 <= _PAIRS_PER_ROW * (x.n + y.n):
        pairs = _join_all(left, right, rows_x, rows_y)
        return pairs.only(_alike(x.tokens[pairs.i], y.tokens[pairs.j], book))
    width = x.sounds.shape[1]
    left = np.where(x.sounds[rows_x] > 0, (left[:, None] << np.int64(30)) + x.sounds[rows_x], 0)
    right = np.where(y.sounds[rows_y] > 0, (right[:, None] << np.int64(30)) + y.sounds[rows_y], 0)
    left = np.where(np.repeat(_birth_of(x)[rows_x][:, None], width, axis=1) > 0, left, 0)
    return _join(left.ravel(), right.ravel(), Key.BIRTH, rows_x, rows_y)


def _join_all(left: I64, right: I64, rows_l: I64, rows_r: I64) -> Pairs:
    """Join without a limit on the block: the caller has bounded the number of pairs."""
    place_l, ranked_l, place_r, ranked_r = _ranked_both(left, right)
    start = np.searchsorted(ranked_r, ranked_l, "left")
    size = np.searchsorted(ranked_r, ranked_l, "right") - start
    size = np.where(size > LARGEST_BLOCK * 20, 0, size)
    i, j = _spread(place_l, start, size, place_r)
    return Pairs(rows_l[i], rows_r[j], np.full(len(i), int(Key.BIRTH), dtype=np.int32))


def _alike(left: I32, right: I32, book: Vocabulary) -> Bools:
    """Tell whether two names share a sound, or hold tokens of nearly the same letters; names unknown pass."""
    keep = np.zeros(len(left), dtype=bool)
    for start in range(0, len(left), 100_000):
        part = slice(start, start + 100_000)
        a, b = left[part, :6], right[part, :6]
        both = (a[:, :, None] > 0) & (b[:, None, :] > 0)
        same = book.sound[a][:, :, None] == book.sound[b][:, None, :]
        bags = np.bitwise_count((book.bag[a][:, :, None] ^ book.bag[b][:, None, :]).astype(np.uint32))
        long = (book.length[a][:, :, None] >= 4) & (book.length[b][:, None, :] >= 4)
        keep[part] = (both & (same | (long & (bags <= 2)))).any(axis=(1, 2)) | ~both.any(axis=(1, 2))
    return keep
