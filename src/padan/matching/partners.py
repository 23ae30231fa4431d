"""What a row's own best partner says about rows that look like duplicates of it; links and groups nothing."""

import numpy as np

from padan.matching.arrays import I64, Bools
from padan.matching.assign import NONE
from padan.matching.model import CENTI
from padan.matching.ordering import best_places, best_two
from padan.matching.rules import Thresholds
from padan.matching.score import Pairs, Scored

_NOTHING = np.int64(-(10**6))


def own_partners(
    within: Pairs, scored: Scored, width: int, thresholds: Thresholds, *, of_left: bool
) -> Bools:
    """Mark pairs of rows of one register that each have another clear partner in the other register.

    Namesakes of one birth date look like duplicates when an identifier is missing; that each fits its own
    partner better, by the margin, tells them apart. So does a row that fits two partners alike beside a row
    that fits one of them clearly: the other partner is still open to it. `scored` is ordered by (i, j);
    `width` is the size of the right register.
    """
    best, total, second = _best_partners(scored, thresholds, of_left=of_left)
    margin = round(thresholds.margin * CENTI)
    torn = (total > _NOTHING) & (total - second <= margin)
    p, q = _at(best, within.i), _at(best, within.j)
    both = np.flatnonzero((p != NONE) & (q != NONE))
    open_to_two = np.zeros(len(within.i), dtype=bool)
    open_to_two[both] = torn[within.i[both]] != torn[within.j[both]]
    both = both[p[both] != q[both]]
    i, j, p, q = within.i[both], within.j[both], p[both], q[both]
    clear = (total[i] - _score_of(scored, i, q, width, of_left=of_left) > margin) & (
        total[j] - _score_of(scored, j, p, width, of_left=of_left) > margin
    )
    apart = np.zeros(len(within.i), dtype=bool)
    apart[both[clear]] = True
    return apart | open_to_two


def _best_partners(scored: Scored, thresholds: Thresholds, *, of_left: bool) -> tuple[I64, I64, I64]:
    """Return each row's best partner that could be linked (-1: none), its score, and the next best score."""
    mine, other = (scored.pairs.i, scored.pairs.j) if of_left else (scored.pairs.j, scored.pairs.i)
    good = np.flatnonzero((scored.total >= round(thresholds.accept * CENTI)) & (scored.conflict == 0))
    size = int(mine.max(initial=-1)) + 1
    place = best_places(mine, scored.total, other, good, size)
    best, total = np.full(size, NONE, dtype=np.int64), np.full(size, _NOTHING, dtype=np.int64)
    found = place >= 0
    best[found], total[found] = other[place[found]], scored.total[place[found]]
    _, second = best_two(mine[good], scored.total[good].astype(np.int64), size)
    return best, total, second


def _at(best: I64, rows: I64) -> I64:
    known = rows < len(best)
    result = np.full(len(rows), NONE, dtype=np.int64)
    result[known] = best[rows[known]]
    return result


def _score_of(scored: Scored, mine: I64, other: I64, width: int, *, of_left: bool) -> I64:
    """Return the score of given pairs; a pair that was never proposed scores nothing."""
    codes = scored.pairs.i * max(width, 1) + scored.pairs.j
    wanted = mine * max(width, 1) + other if of_left else other * max(width, 1) + mine
    place = np.minimum(np.searchsorted(codes, wanted), max(len(codes) - 1, 0))
    if not len(codes):
        return np.full(len(wanted), _NOTHING, dtype=np.int64)
    return np.where(codes[place] == wanted, scored.total[place].astype(np.int64), _NOTHING)
