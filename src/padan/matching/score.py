"""Scores of proposed pairs: levels, totals in hundredths of a bit, and conflicts that forbid linking by score
alone.
"""

from dataclasses import dataclass
from enum import IntFlag

import numpy as np

from padan.matching import levels as lv
from padan.matching import name_levels as nl
from padan.matching.arrays import I32, I64, Bools, Bytes
from padan.matching.identity import Identity
from padan.matching.model import Model, to_centi
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


@dataclass(frozen=True)
class Comparer:
    """What comparing pairs of the two registers `x` and `y` needs (the same register twice: duplicates)."""

    x: Identity
    y: Identity
    rarity: nl.NameRarity
    scoring: Scoring

    def levels(self, pairs: Pairs) -> Levels:
        """Compare every element of identity for all pairs."""
        x, y, i, j = self.x, self.y, pairs.i, pairs.j
        names = nl.compare_names(x, i, y, j, self.rarity)
        return Levels(
            nip=lv.nip_levels(x, i, y, j),
            nik=lv.nik_levels(x, i, y, j),
            name=names.level,
            birth=lv.birth_levels(x, i, y, j),
            sex=lv.sex_levels(x, i, y, j),
            rarity=to_centi(names.bits),
        )

    def score(self, pairs: Pairs, model: Model) -> Scored:
        """Score pairs with a model."""
        return self.weigh(pairs, self.levels(pairs), model)

    def weigh(self, pairs: Pairs, found: Levels, model: Model) -> Scored:
        """Weigh levels that were found before."""
        return Scored(pairs, found, total_of(found, model), self.conflicts(pairs, found))

    def conflicts(self, pairs: Pairs, found: Levels) -> Bytes:
        """Find evidence that conflicts; an equal NIK outweighs all but nothing else does."""
        x, y, i, j = self.x, self.y, pairs.i, pairs.j
        other_name = found.name == nl.DIFFERS
        no_nik = found.nik != lv.NIK_SAME
        nip_same = (found.nip == lv.NIP_SAME) | (found.nip == lv.NIP_LAMA)
        trusted = x.nip_trust[i] & y.nip_trust[j]
        changed = x.pppk[i] & y.pppk[j] & trusted & (x.nip[i] // 10**6 != y.nip[j] // 10**6) & ~nip_same
        changed &= x.nip[i] // 10**10 == y.nip[j] // 10**10
        old = (x.lama[i] > 0) & (y.lama[j] > 0) & (x.lama[i] != y.lama[j])
        two = (trusted | old) & (found.nip == lv.NIP_DIFFERS)
        unlike = other_name | (found.name == nl.PARTLY)
        born_alike = (found.nik == lv.NIK_NEAR) & (x.nik[i] // 10**4 == y.nik[j] // 10**4)
        told = np.isin(found.nip, (lv.NIP_SAME, lv.NIP_LAMA, lv.NIP_TYPO, lv.NIP_ROUNDED))
        told |= found.nik == lv.NIK_TYPO
        twins = (unlike | (found.name == nl.TYPO)) & ((found.nip == lv.NIP_NEAR) | born_alike) & ~told
        conflict = np.zeros(len(i), dtype=np.int8)
        conflict |= _flag(
            nip_same & unlike & (found.birth == lv.BIRTH_DIFFERS) & no_nik, Conflict.NIP_OTHER_PERSON
        )
        conflict |= _flag(other_name & no_nik, Conflict.NAME_OTHER)
        conflict |= _flag(changed & no_nik, Conflict.PPPK_CHANGED)
        conflict |= _flag(two & no_nik, Conflict.TWO_NUMBERS)
        conflict |= _flag(twins & no_nik, Conflict.TWIN_LIKE)
        return conflict


def _flag(where: Bools, conflict: Conflict) -> Bytes:
    return np.where(where, np.int8(conflict.value), np.int8(0)).astype(np.int8)


def total_of(found: Levels, model: Model) -> I32:
    """Sum prior and weights; identifiers by the table that fits the birth dates' agreement."""
    return model.prior + sum_parts(found, model)


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
