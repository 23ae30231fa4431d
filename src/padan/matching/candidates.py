"""Proposes pairs: equal keys first, then neighbourhoods for the rows left over; a proposal proves nothing."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from padan.matching.arrays import I64, Bools
from padan.matching.identity import NIK_FULL, NIP_FULL, Identity
from padan.matching.native.crew import Crew
from padan.matching.native.loops import address, call
from padan.matching.ordering import merge_pairs
from padan.matching.score import Comparer, Key, Pairs

LARGEST_BLOCK = 60
"""Rows of one side that may share a key before the key is taken for a placeholder and left out."""

_LARGE = 4_000_000
"""Rows of both sides from which on a near number alone proposes no pair."""

ENTRIES = 19
"""Entries that `deletions` of join.c makes of a number."""

_DAYS, _PAIRS_PER_ROW = 13_000, 1
"""Birth dates that occur among living officials, and pairs a row may have on them before names count too."""


def exact_pairs(x: Identity, y: Identity, crew: Crew) -> Pairs:
    """Join on NIP, NIP lama, NIK, and birth date with name; within one register (x is y) only i < j."""
    found = []
    for key, kind in ((_nip, Key.NIP), (_lama, Key.NIP_LAMA), (_nik, Key.NIK), (_name_birth, Key.NAME_BIRTH)):
        mine = key(x)
        theirs = mine if x is y else key(y)
        if mine.any() and theirs.any():
            found.append(_Join(mine, theirs, LARGEST_BLOCK, later=x is y, ordered=True).run(kind, crew, None))
    return merge_pairs(found, within=x is y)


def loose_pairs(comparer: Comparer, left_x: Bools, left_y: Bools) -> Pairs:
    """Propose pairs for rows left over on one side: with all rows of the other side by rounded NIP, birth
    date (either order of day and month) with a name's token, and whole name; with its leftovers by one
    edit in NIP or NIK.
    """
    x, y, crew = comparer.x, comparer.y, comparer.crew
    some_x, some_y = np.flatnonzero(left_x), np.flatnonzero(left_y)
    all_x, all_y = np.arange(x.n), np.arange(y.n)
    found = [
        _near_pairs(comparer, (x.nip[some_x], y.nip[some_y]), Key.NEAR_NIP, (some_x, some_y)),
        _near_pairs(comparer, (x.nik[some_x], y.nik[some_y]), Key.NEAR_NIK, (some_x, some_y)),
    ]
    sides = ((some_x, all_y),) if x is y else ((some_x, all_y), (all_x, some_y))
    for rows in sides:
        mine, theirs = rows
        found.append(_join_rows(_rounded(x)[mine], _rounded(y)[theirs], Key.NEAR_NIP, rows, crew))
        names = x.name[mine].astype(np.int64), y.name[theirs].astype(np.int64)
        found.append(_join_rows(*names, Key.NAME, rows, crew))
        found.extend(_birth_pairs(comparer, rows, turned=turned) for turned in (False, True))
    return merge_pairs(found, within=x is y)


class _CIndex(ctypes.Structure):
    """`Index` of join.c."""

    _fields_ = (
        ("key", ctypes.c_void_p),
        ("n", ctypes.c_int64),
        ("head", ctypes.c_void_p),
        ("next", ctypes.c_void_p),
        ("mask", ctypes.c_int64),
    )


@dataclass(frozen=True)
class _Index:
    """Keys by hash; the arrays live as long as the structure."""

    c: _CIndex
    arrays: tuple[I64, np.ndarray, np.ndarray]


def _index(key: I64) -> _Index:
    slots = 1 << max(len(key), 16).bit_length()
    head, following = np.zeros(slots, dtype=np.uint32), np.zeros(len(key), dtype=np.uint32)
    index = _CIndex(address(key), len(key), address(head), address(following), slots - 1)
    call("index_keys", index)
    return _Index(index, (key, head, following))


Keep = Callable[[I64, I64], Bools]


def _join(left: I64, right: I64, kind: Key, crew: Crew) -> Pairs:
    """Join two key columns (0: no key) as places. A key that more than LARGEST_BLOCK places of a side share
    proposes nothing.
    """
    return _Join(left, right, LARGEST_BLOCK).run(kind, crew, None)


@dataclass(frozen=True)
class _Join:
    """A join: the longer column asks the index of the shorter one. A key that more than `most` places of a
    side share proposes nothing; `later`: one register with itself, each pair once.
    """

    left: I64
    right: I64
    most: int
    later: bool = False
    ordered: bool = False
    """Let the left column ask whatever the sizes, so that the pairs come in order."""

    def run(self, kind: Key, crew: Crew, keep: Keep | None) -> Pairs:
        """Return the pairs of places that `keep` wants (it is asked slice by slice, so that the memory stays
        bounded).
        """
        turned = len(self.left) < len(self.right) and not self.ordered
        asking, held = (self.right, self.left) if turned else (self.left, self.right)
        index = _index(held)
        first, asked = np.zeros(len(asking), dtype=np.uint32), np.zeros(max(len(held), 1), dtype=np.uint32)

        def find(start: int, stop: int) -> None:
            call("find_keys", index.c, asking, start, stop, first, asked)

        crew.slices(len(asking), find)
        found: dict[int, tuple[I64, I64]] = {}

        def pair(start: int, stop: int) -> None:
            known = (index.c, asking, start, stop, first, asked, self.most, int(self.later))
            size = call("pair_keys", *known, None, None)
            i, j = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
            call("pair_keys", *known, i, j)
            wide = i.astype(np.int64), j.astype(np.int64)
            mine, theirs = (wide[1], wide[0]) if turned else wide
            if keep is not None:
                chosen = keep(mine, theirs)
                mine, theirs = mine[chosen], theirs[chosen]
            found[start] = mine, theirs

        crew.slices(len(asking), pair, 1 << 18 if keep is None else 1 << 15)
        parts = [found[start] for start in sorted(found)]
        i, j = (np.concatenate([part[side] for part in parts]) if parts else _NONE for side in (0, 1))
        return Pairs(i, j, np.full(len(i), int(kind), dtype=np.int32))


_NONE = np.zeros(0, dtype=np.int64)


def _join_rows(left: I64, right: I64, kind: Key, rows: tuple[I64, I64], crew: Crew) -> Pairs:
    """Join keys of chosen rows."""
    if not len(left) or not len(right):
        return Pairs(_NONE, _NONE, np.zeros(0, dtype=np.int32))
    pairs = _join(np.ascontiguousarray(left), np.ascontiguousarray(right), kind, crew)
    return Pairs(rows[0][pairs.i], rows[1][pairs.j], pairs.keys)


def _near_pairs(comparer: Comparer, numbers: tuple[I64, I64], kind: Key, rows: tuple[I64, I64]) -> Pairs:
    """Join chosen rows' numbers on one edit. The longer side's entries are made, asked and forgotten slice by
    slice: nineteen for each of millions of numbers would fill the memory.

    Numbers hold the birth date, so neighbours grow with the square of a register. On the largest only
    those are kept whose names touch: the others could never be linked.
    """
    (left, right), crew = numbers, comparer.crew
    if not len(left) or not len(right):
        return Pairs(_NONE, _NONE, np.zeros(0, dtype=np.int32))
    turned = len(left) < len(right)
    asking, held = (right, left) if turned else (left, right)
    index = _index(_deletions(held))
    asked = np.zeros(index.c.n, dtype=np.uint32)
    row, key, first = _ask_near(asking, index, asked, crew)
    large = comparer.x.n + comparer.y.n > _LARGE
    paired: dict[int, tuple[I64, I64]] = {}

    def pair(start: int, stop: int) -> None:
        known = (index.c, key, start, stop, first, asked, LARGEST_BLOCK, 0)
        size = call("pair_keys", *known, None, None)
        i, j = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
        call("pair_keys", *known, i, j)
        places = row[i], j.astype(np.int64) // ENTRIES
        mine, theirs = rows[0][places[turned]], rows[1][places[not turned]]
        if comparer.x is comparer.y:
            later = mine < theirs
            mine, theirs = mine[later], theirs[later]
        if large:
            touch = _touching(comparer, mine, theirs)
            mine, theirs = mine[touch], theirs[touch]
        paired[start] = mine, theirs

    crew.slices(len(key), pair, 1 << 18)
    ordered = [paired[start] for start in sorted(paired)]
    mine, theirs = (np.concatenate([_NONE, *(part[side] for part in ordered)]) for side in (0, 1))
    return Pairs(mine, theirs, np.full(len(mine), int(kind), dtype=np.int32))


def _ask_near(asking: I64, index: _Index, asked: np.ndarray, crew: Crew) -> tuple[I64, I64, np.ndarray]:
    """Return places of asking numbers, the entries of theirs that the index holds, and where each begins."""
    found: dict[int, tuple[I64, I64, np.ndarray]] = {}

    def ask(start: int, stop: int) -> None:
        entries = _deletions(asking[start:stop])
        first = np.zeros(len(entries), dtype=np.uint32)
        call("find_keys", index.c, entries, 0, len(entries), first, asked)
        hit = np.flatnonzero(first)
        found[start] = start + hit // ENTRIES, entries[hit], first[hit]

    crew.slices(len(asking), ask, 1 << 14)
    parts = [found[start] for start in sorted(found)]
    row, key, first = (np.concatenate([part[place] for part in parts]) for place in range(3))
    return row, key, first


def _touching(comparer: Comparer, mine: I64, theirs: I64) -> Bools:
    """Mark the pairs of rows whose names share a sound or nearly a token."""
    touch = np.zeros(len(mine), dtype=np.uint8)
    sides = (comparer.x.c, mine, comparer.y.c, theirs, comparer.rarity.c)
    call("names_touch", *sides, 0, len(mine), touch)
    return touch.view(np.bool_)


def _nip(x: Identity) -> I64:
    return np.where(x.marked(NIP_FULL), x.nip, 0)


def _lama(x: Identity) -> I64:
    return x.lama


def _nik(x: Identity) -> I64:
    return np.where(x.marked(NIK_FULL), x.nik, 0)


def _name_birth(x: Identity) -> I64:
    mixed = (x.name.astype(np.int64) << np.int64(32)) | x.birth
    return np.where((x.name > 0) & (x.birth > 0), mixed, 0)


def _rounded(x: Identity) -> I64:
    """First fifteen digits of a NIP: what a spreadsheet leaves of it."""
    return np.where(x.nip >= 10**17, x.nip // 1000, 0)


def _deletions(number: I64) -> I64:
    """Return each number with one digit left out, every place in turn, and the number itself: numbers one
    edit or one transposition apart share an entry. Flattened, ENTRIES for every number.
    """
    entries = np.empty(len(number) * ENTRIES, dtype=np.int64)
    call("deletions", np.ascontiguousarray(number), len(number), entries)
    return entries


def _births(side: Identity, rows: I64, *, turned: bool = False) -> I64:
    """Stated birth date, else the one in the NIP; `turned` with day and month exchanged."""
    birth = np.zeros(len(rows), dtype=np.int64)
    call("births", side.c, rows, len(rows), int(turned), birth)
    return birth


def _birth_pairs(comparer: Comparer, rows: tuple[I64, I64], *, turned: bool) -> Pairs:
    """Join on birth date and keep the pairs whose names share a sound or nearly a token; on large registers
    join on birth date and sound at once, so that the number of pairs stays in proportion to the rows.
    """
    x, y = comparer.x, comparer.y
    if len(rows[0]) * len(rows[1]) > _DAYS * _PAIRS_PER_ROW * (x.n + y.n):
        left, of_left = _birth_sounds(x, rows[0], comparer, turned=turned)
        right, of_right = _birth_sounds(y, rows[1], comparer, turned=False)
        pairs = _join(left, right, Key.BIRTH, comparer.crew)
        return Pairs(of_left[pairs.i], of_right[pairs.j], pairs.keys)

    def touching(i: I64, j: I64) -> Bools:
        return _touching(comparer, rows[0][i], rows[1][j])

    join = _Join(_births(x, rows[0], turned=turned), _births(y, rows[1]), LARGEST_BLOCK * 20)
    pairs = join.run(Key.BIRTH, comparer.crew, touching)
    return Pairs(rows[0][pairs.i], rows[1][pairs.j], pairs.keys)


def _birth_sounds(side: Identity, rows: I64, comparer: Comparer, *, turned: bool) -> tuple[I64, I64]:
    """Return a key of birth date and sound for each token of the rows, and the row of each."""
    room = int(side.column("tokens")[rows].sum(dtype=np.int64))
    keys, of = np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64)
    sounds = comparer.rarity.book.sound
    found = call("birth_sounds", side.c, rows, len(rows), int(turned), sounds, keys, of)
    return keys[:found], of[:found]
