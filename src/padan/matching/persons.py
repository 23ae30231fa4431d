"""From rows to persons: groups of duplicates stand for one person, scored pairs are lifted to their heads."""

from dataclasses import dataclass

import numpy as np

from padan.matching.arrays import I64, Bools
from padan.matching.ordering import best_of_groups
from padan.matching.score import Conflict, Pairs, Scored

_CONFLICTING = np.int64(1) << np.int64(40)


@dataclass(frozen=True)
class Verdicts:
    """Decisions as row indices: `same_*` pairs to link, `different_*` pairs never to link."""

    same_i: I64
    same_j: I64
    different_i: I64
    different_j: I64

    def apart(self, *, of_left: bool) -> set[tuple[int, int]]:
        """Return pairs (p < q) of one register that cannot be one person: each decided the same as somebody
        else, or one the same as, the other different from, the same row.
        """
        mine, other = (self.same_i, self.same_j) if of_left else (self.same_j, self.same_i)
        no_mine, no_other = (
            (self.different_i, self.different_j) if of_left else (self.different_j, self.different_i)
        )
        rows = mine.tolist()
        found = {(min(p, q), max(p, q)) for place, p in enumerate(rows) for q in rows[place + 1 :]}
        same_as = dict(zip(other.tolist(), rows, strict=True))
        for p, partner in zip(no_mine.tolist(), no_other.tolist(), strict=True):
            q = same_as.get(partner, p)
            if p != q:
                found.add((min(p, q), max(p, q)))
        return found


def lift(scored: Scored, head_i: I64, head_j: I64, width: int) -> Scored:
    """Return the best pair of each pair of persons, with the heads' indices, ordered by (i, j).

    Evidence without conflict goes before evidence with, then the higher total.
    """
    i, j = head_i[scored.pairs.i], head_j[scored.pairs.j]
    rank = -scored.total.astype(np.int64) + np.where(scored.conflict != 0, _CONFLICTING, 0)
    chosen = best_of_groups(i * max(width, 1) + j, rank)
    best = scored.only(chosen)
    return Scored(Pairs(i[chosen], j[chosen], best.pairs.keys), best.levels, best.total, best.conflict)


def without(scored: Scored, i: I64, j: I64, width: int) -> Scored:
    """Return the pairs that are not among (i, j)."""
    if not len(i):
        return scored
    code = scored.pairs.i * max(width, 1) + scored.pairs.j
    return scored.only(~np.isin(code, i * max(width, 1) + j))


def among(scored: Scored, i: I64, j: I64, width: int) -> Bools:
    """Mark the pairs that are among (i, j)."""
    code = scored.pairs.i * max(width, 1) + scored.pairs.j
    return np.isin(code, i * max(width, 1) + j)


REASONS: tuple[tuple[Conflict, str], ...] = (
    (Conflict.NIP_OTHER_PERSON, "conflict_nip"),
    (Conflict.PPPK_CHANGED, "pppk_ni"),
    (Conflict.NAME_OTHER, "conflict_name"),
    (Conflict.TWO_NUMBERS, "two_numbers"),
    (Conflict.TWIN_LIKE, "twin_like"),
)
"""Conflicts as reason codes, the weightiest first."""
