"""Finds rows of one register that speak of the same person, and the head of each group; links nothing across
registers.
"""

from dataclasses import dataclass

import numpy as np

from padan.domain.elements import ELEMENTS
from padan.matching.arrays import I64, Bools
from padan.matching.identity import NIK_TRUST, NIP_TRUST, Identity
from padan.matching.identity_columns import filled_elements, newest_dates
from padan.matching.model import CENTI
from padan.matching.register import Register
from padan.matching.score import Comparer, Key, Pairs, Scored

_LARGEST_GROUP = 12
_LEAST_FOR_SURE = -16.0
"""Bits below which two rows with a sure partner in common are not taken for one person."""

_SHARED_PARTNERS = 8
_LATEST = np.int64((1 << 27) - 1)


@dataclass(frozen=True)
class Groups:
    """`head[row]` is the row that stands for the person of `row` (itself mostly); `edges` are the accepted
    pairs.
    """

    head: I64
    edges: Scored


def shared_partner_pairs(scored: Scored, key: Key, least: int, *, of_left: bool) -> Pairs:
    """Propose rows of one register that have a probable partner in common as duplicates of each other."""
    likely = np.flatnonzero(scored.total >= least)
    mine, other = (scored.pairs.i, scored.pairs.j) if of_left else (scored.pairs.j, scored.pairs.i)
    mine, other = mine[likely], other[likely]
    several = np.bincount(other, minlength=1)[other] > 1
    mine, other = mine[several], other[several]
    order = np.lexsort((mine, other))
    mine, other = mine[order], other[order]
    first, second = [], []
    for step in range(1, _SHARED_PARTNERS):
        same = other[step:] == other[:-step]
        first.append(mine[:-step][same])
        second.append(mine[step:][same])
    i, j = np.concatenate(first), np.concatenate(second)
    return Pairs(i, j, np.full(len(i), int(key), dtype=np.int32))


def group_rows(
    within: Comparer, scored: Scored, rank: I64, apart: set[tuple[int, int]], unlike: Bools
) -> Groups:
    """Group duplicates, surest pairs first. `rank` orders rows as heads (lower stands for the person);
    `apart` holds pairs (i < j) that must not come together, because an officer said so; `unlike` marks the
    pairs that must not, because each row has its own partner.

    Two rows that each surely are the same row of the other register need only not contradict each other.
    A pair joins two groups only if no two members contradict each other, and a row that is as near to two
    groups stays alone: ties go to review, never to chance.
    """
    thresholds = within.scoring.thresholds
    limit = round((thresholds.accept + thresholds.duplicate_penalty) * CENTI)
    sure = _surely(scored) & (scored.total >= round(_LEAST_FOR_SURE * CENTI))
    good = scored.only(sure | ((scored.total >= limit) & (scored.conflict == 0)))
    unlike = unlike | (~sure & ((scored.total < 0) | (scored.conflict != 0)))
    refused = apart | _refusals(scored, unlike, good)
    good = good.only(~_torn(good, refused, within))
    order = np.lexsort((good.pairs.j, good.pairs.i, -good.total))
    groups = _Union(refused)
    taken = [
        place
        for place in order.tolist()
        if groups.join(int(good.pairs.i[place]), int(good.pairs.j[place]), within)
    ]
    head = np.arange(within.x.n, dtype=np.int64)
    for members in groups.members.values():
        best = min(members, key=lambda row: int(rank[row]))
        head[members] = best
    return Groups(head, good.only(np.array(sorted(taken), dtype=np.int64)))


def _surely(scored: Scored) -> Bools:
    result: Bools = (scored.pairs.keys & int(Key.SURE_PARTNER)) != 0
    return result


def _torn(good: Scored, refused: set[tuple[int, int]], within: Comparer) -> Bools:
    """Mark the pairs of a row that is as near to two rows which are not the same person."""
    near: dict[int, list[int]] = {}
    for i, j in zip(good.pairs.i.tolist(), good.pairs.j.tolist(), strict=True):
        near.setdefault(i, []).append(j)
        near.setdefault(j, []).append(i)
    torn = {
        row
        for row, others in near.items()
        if any(_differ(within.x, p, q, refused) for p in others for q in others if p < q)
    }
    pairs = zip(good.pairs.i.tolist(), good.pairs.j.tolist(), strict=True)
    return np.array([i in torn or j in torn for i, j in pairs], dtype=bool)


def _differ(x: Identity, i: int, j: int, refused: set[tuple[int, int]]) -> bool:
    """Tell whether two rows cannot be one person: judged so before, or both numbers in order and
    different.
    """
    if (min(i, j), max(i, j)) in refused:
        return True
    both = int(x.flag[i]) & int(x.flag[j])
    sure = both & NIP_TRUST and both & NIK_TRUST
    return bool(sure and x.nip[i] != x.nip[j] and x.nik[i] != x.nik[j])


def _refusals(scored: Scored, bad: Bools, good: Scored) -> set[tuple[int, int]]:
    """Return the bad pairs of rows that a good pair names: only these are ever asked for."""
    asked = np.zeros(int(scored.pairs.j.max(initial=-1)) + 1, dtype=bool)
    asked[good.pairs.i] = True
    asked[good.pairs.j] = True
    some = scored.pairs.only(bad & asked[scored.pairs.i] & asked[scored.pairs.j])
    return set(zip(some.i.tolist(), some.j.tolist(), strict=True))


class _Union:
    """Groups under construction; small, because duplicates are few."""

    def __init__(self, refused: set[tuple[int, int]]) -> None:
        self._group: dict[int, int] = {}
        self._refused = refused
        self.members: dict[int, list[int]] = {}

    def join(self, i: int, j: int, within: Comparer) -> bool:
        """Unite the groups of i and j unless members contradict each other."""
        left, right = self._of(i), self._of(j)
        if left == right:
            return True
        united = self.members[left] + self.members[right]
        if len(united) > _LARGEST_GROUP or self._contradict(left, right, within):
            return False
        self.members[left] = united
        for row in self.members.pop(right):
            self._group[row] = left
        return True

    def _of(self, row: int) -> int:
        if row not in self._group:
            self._group[row] = row
            self.members[row] = [row]
        return self._group[row]

    def _contradict(self, left: int, right: int, within: Comparer) -> bool:
        return any(
            _differ(within.x, i, j, self._refused) for i in self.members[left] for j in self.members[right]
        )


def head_ranks(side: Register, compared: Bools) -> I64:
    """Rank rows as heads, lower first: most compared elements filled, then the newest TMT, then the lowest
    row number (intake-and-classes.md, Classes). `compared` marks the elements that this run compares.
    """
    if side.keys is None:
        filled, newest = filled_elements(side), newest_dates(side.load, side.columns, side.height)
    else:
        filled, newest = side.keys.column("filled"), side.keys.column("newest").astype(np.int64)
    wanted = np.uint32(sum(1 << place for place in np.flatnonzero(compared).tolist()))
    fewer = len(ELEMENTS) - np.bitwise_count(filled & wanted).astype(np.int64)
    rank: I64 = (fewer << np.int64(58)) | ((_LATEST - newest) << np.int64(31)) | np.arange(side.height)
    return rank
