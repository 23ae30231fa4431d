"""Scores of proposed pairs: levels, totals in hundredths of a bit, and conflicts that forbid linking by score
alone.
"""

import ctypes
from dataclasses import dataclass
from enum import IntFlag

import numpy as np

from padan.matching import levels as lv
from padan.matching import name_levels as nl
from padan.matching.arrays import I32, I64, Bools, Bytes
from padan.matching.identity import Identity
from padan.matching.model import TABLES, Model
from padan.matching.native.crew import Crew
from padan.matching.native.loops import address, call
from padan.matching.rules import Scoring


class Key(IntFlag):
    """What proposed a pair."""

    NIP = 1
    NIP_LAMA = 2
    NIK = 4
    NAME_BIRTH = 8
    NEAR_NIP = 16
    NEAR_NIK = 32
    BIRTH = 64
    NAME = 128
    SHARED = 256
    DECISION = 512
    SURE_PARTNER = 1024


class Conflict(IntFlag):
    """Why a pair must not be linked by its score alone (intake-and-classes.md, class review)."""

    NONE = 0
    NIP_OTHER_PERSON = 1
    NAME_OTHER = 2
    PPPK_CHANGED = 4
    TWO_NUMBERS = 8
    TWIN_LIKE = 16


@dataclass(frozen=True)
class Pairs:
    """Proposed pairs: row indices of the two registers and the keys (bits of `Key`) that proposed each."""

    i: I64
    j: I64
    keys: I32

    def only(self, chosen: Bools | I64) -> "Pairs":
        return Pairs(self.i[chosen], self.j[chosen], self.keys[chosen])


@dataclass(frozen=True)
class Levels:
    """Levels of agreement per pair, and the rarity of an agreeing name in hundredths of a bit."""

    nip: Bytes
    nik: Bytes
    name: Bytes
    birth: Bytes
    sex: Bytes
    rarity: I32


@dataclass(frozen=True)
class Scored:
    """Scored pairs, ordered by (i, j); `total` in hundredths of a bit of log odds."""

    pairs: Pairs
    levels: Levels
    total: I32
    conflict: Bytes

    def only(self, chosen: Bools | I64) -> "Scored":
        v = self.levels
        kept = Levels(
            v.nip[chosen], v.nik[chosen], v.name[chosen], v.birth[chosen], v.sex[chosen], v.rarity[chosen]
        )
        return Scored(self.pairs.only(chosen), kept, self.total[chosen], self.conflict[chosen])


class _CWeights(ctypes.Structure):
    """`Weights` of compare.c."""

    _fields_ = (
        *(
            (name, ctypes.c_void_p)
            for name in ("name", "birth", "sex", "nip_given", "nip_free", "nik_given", "nik_free")
        ),
        ("prior", ctypes.c_int32),
    )


_ORDER = (
    *("nama", "tanggal_lahir", "jenis_kelamin"),
    *("nip_given_birth", "nip_free", "nik_given_birth", "nik_free"),
)


@dataclass(frozen=True)
class Comparer:
    """What comparing pairs of the two registers `x` and `y` needs (the same register twice: duplicates)."""

    x: Identity
    y: Identity
    rarity: nl.NameRarity
    scoring: Scoring
    crew: Crew

    def within(self, side: Identity) -> "Comparer":
        """Return the same for one register with itself."""
        return Comparer(side, side, self.rarity, self.scoring, self.crew)

    def levels(self, pairs: Pairs) -> Levels:
        """Compare every element of identity for all pairs."""
        n = len(pairs.i)
        nip, nik, name, birth, sex = (np.empty(n, dtype=np.int8) for _ in range(5))
        found = Levels(nip, nik, name, birth, sex, np.empty(n, dtype=np.int32))
        sides = (self.x.c, pairs.i, self.y.c, pairs.j, self.rarity.c)
        columns = (nip, nik, name, birth, sex, found.rarity)

        def compare(start: int, stop: int) -> None:
            call("compare_pairs", *sides, start, stop, *columns)

        self.crew.slices(n, compare)
        return found

    def score(self, pairs: Pairs, model: Model) -> Scored:
        """Score pairs with a model."""
        return self.weigh(pairs, self.levels(pairs), model)

    def weigh(self, pairs: Pairs, found: Levels, model: Model) -> Scored:
        """Weigh levels that were found before, and find conflicts (an equal NIK outweighs all but nothing
        else does).
        """
        n = len(pairs.i)
        total, conflict = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int8)
        assert set(_ORDER) == set(TABLES)
        tables = [np.ascontiguousarray(model.weights[name], dtype=np.int32) for name in _ORDER]
        weights = _CWeights(*(address(table) for table in tables), model.prior)
        sides = (self.x.c, pairs.i, self.y.c, pairs.j, weights)
        columns = (found.nip, found.nik, found.name, found.birth, found.sex, found.rarity)

        def weigh(start: int, stop: int) -> None:
            call("weigh_pairs", *sides, start, stop, *columns, total, conflict)

        self.crew.slices(n, weigh)
        return Scored(pairs, found, total, conflict)


def sum_parts(found: Levels, model: Model) -> I32:
    """Return the sum of the elements' weights without the prior."""
    w = model.weights
    given = found.birth == lv.BIRTH_SAME
    named = (found.name > nl.MISSING) & (found.name < nl.PARTLY)
    total: I32 = w["nama"][found.name] + np.where(named, found.rarity, 0).astype(np.int32)
    total = total + w["tanggal_lahir"][found.birth] + w["jenis_kelamin"][found.sex]
    total = total + np.where(given, w["nip_given_birth"][found.nip], w["nip_free"][found.nip])
    total = total + np.where(given, w["nik_given_birth"][found.nik], w["nik_free"][found.nik])
    return total.astype(np.int32)
