"""Levels of agreement of identifiers, birth date and sex for many pairs at once; weights are elsewhere."""

import numpy as np
import polars as pl
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from padan.matching.arrays import I32, I64, Bools, Bytes
from padan.matching.identity import Identity

NIP_MISSING, NIP_SAME, NIP_ROUNDED, NIP_TYPO, NIP_NEAR, NIP_LOOSE, NIP_LAMA, NIP_DIFFERS = range(8)
NIP_NAMES = ("missing", "same", "rounded", "typo", "near", "loose", "lama", "differs")
NIK_MISSING, NIK_SAME, NIK_TYPO, NIK_NEAR, NIK_DIFFERS = range(5)
NIK_NAMES = ("missing", "same", "typo", "near", "differs")
BIRTH_MISSING, BIRTH_SAME, BIRTH_SWAPPED, BIRTH_NEAR, BIRTH_DIFFERS = range(5)
BIRTH_NAMES = ("missing", "same", "swapped", "near", "differs")
SEX_MISSING, SEX_SAME, SEX_DIFFERS = range(3)
SEX_NAMES = ("missing", "same", "differs")


def nip_levels(x: Identity, i: I64, y: Identity, j: I64) -> Bytes:
    """Compare NIPs. `near` is one edit between two numbers that are each in order, `typo` one edit where a
    number contradicts itself or its row, `loose` two or three edits in that case, `rounded` a
    spreadsheet's doing.
    """
    left, right = x.nip[i], y.nip[j]
    level = np.zeros(len(i), dtype=np.int8)
    both = (left > 0) & (right > 0)
    rounded = x.rounded[i] | y.rounded[j]
    same = both & (left == right)
    level[same & ~rounded] = NIP_SAME
    cut = both & rounded & (left // 1000 == right // 1000)
    level[cut] = NIP_ROUNDED
    rest = np.flatnonzero(both & ~same & ~cut)
    if len(rest):
        apart = _edits(x.nip_text, i[rest], y.nip_text, j[rest])
        trusted = (x.nip_trust[i] & y.nip_trust[j])[rest]
        found = np.full(len(rest), NIP_DIFFERS, dtype=np.int8)
        found[(apart <= 3) & ~trusted] = NIP_LOOSE
        found[(apart <= 1) & ~trusted] = NIP_TYPO
        found[(apart <= 1) & trusted] = NIP_NEAR
        level[rest] = found
    lama = (x.lama[i] > 0) & (x.lama[i] == y.lama[j]) & (level != NIP_SAME)
    level[lama] = NIP_LAMA
    level[(level == NIP_MISSING) & (x.lama[i] > 0) & (y.lama[j] > 0)] = NIP_DIFFERS
    return level


def nik_levels(x: Identity, i: I64, y: Identity, j: I64) -> Bytes:
    """Compare NIKs; the levels are those of `nip_levels` without rounding, which cannot be told
    from chance.
    """
    left, right = x.nik[i], y.nik[j]
    level = np.zeros(len(i), dtype=np.int8)
    both = (left > 0) & (right > 0)
    same = both & (left == right)
    level[same] = NIK_SAME
    rest = np.flatnonzero(both & ~same)
    if len(rest):
        apart = _edits(x.nik_text, i[rest], y.nik_text, j[rest])
        trusted = (x.nik_trust[i] & y.nik_trust[j])[rest]
        level[rest] = np.where(apart <= 1, np.where(trusted, NIK_NEAR, NIK_TYPO), NIK_DIFFERS)
    return level


def _edits(left: pl.Series, i: I64, right: pl.Series, j: I64) -> I32:
    """Edits and neighbouring transpositions between digit texts, counted up to 4."""
    return cpdist(
        left.gather(i).to_list(),
        right.gather(j).to_list(),
        scorer=OSA.distance,
        score_cutoff=3,
        dtype=np.int32,
        workers=1,
    )


def birth_levels(x: Identity, i: I64, y: Identity, j: I64) -> Bytes:
    """Compare birth dates: the same, day and month exchanged, one digit or two neighbours apart, another."""
    left, right = x.birth[i], y.birth[j]
    level = np.zeros(len(i), dtype=np.int8)
    both = (left > 0) & (right > 0)
    same = both & (left == right)
    level[both] = BIRTH_DIFFERS
    rest = np.flatnonzero(both & ~same)
    level[rest[_near_dates(left[rest], right[rest])]] = BIRTH_NEAR
    turned = both & ~same & (left // 10000 == right // 10000)
    turned &= ((left // 100) % 100 == right % 100) & ((right // 100) % 100 == left % 100)
    level[turned] = BIRTH_SWAPPED
    level[same] = BIRTH_SAME
    return level


def _near_dates(left: I32, right: I32) -> Bools:
    powers = 10 ** np.arange(7, -1, -1)
    digits_l, digits_r = (left[:, None] // powers) % 10, (right[:, None] // powers) % 10
    differ = digits_l != digits_r
    count = differ.sum(axis=1)
    crossed = (digits_l[:, :-1] == digits_r[:, 1:]) & (digits_l[:, 1:] == digits_r[:, :-1])
    neighbours = (crossed & differ[:, :-1] & differ[:, 1:]).any(axis=1)
    result: Bools = (count == 1) | ((count == 2) & neighbours)
    return result


def sex_levels(x: Identity, i: I64, y: Identity, j: I64) -> Bytes:
    """Compare stated sexes."""
    left, right = x.sex[i], y.sex[j]
    both = (left > 0) & (right > 0)
    return np.where(both, np.where(left == right, SEX_SAME, SEX_DIFFERS), SEX_MISSING).astype(np.int8)
