"""Assigns persons one to one from scored pairs; ties and conflicts are left to review, never to chance or row
order.
"""

from dataclasses import dataclass

import numpy as np

from padan.matching.arrays import I64, Bools
from padan.matching.model import CENTI
from padan.matching.ordering import best_two
from padan.matching.rules import Thresholds
from padan.matching.score import Scored

NONE = -1


@dataclass(frozen=True)
class Assignment:
    """`partner_i[row]` / `partner_j[row]`: the linked row of the other side or -1; `link[k]` marks the linked
    pairs.
    """

    partner_i: I64
    partner_j: I64
    link: Bools


def assign(scored: Scored, sizes: tuple[int, int], thresholds: Thresholds, forced: Bools) -> Assignment:
    """Link pairs that are each other's best by `margin`, in rounds: once a row is linked it rivals nobody any
    more.

    `forced` marks the pairs an officer decided to be the same; they are linked before all others.

    A pair in conflict is never linked here but counts as a rival. The result does not depend on the order of
    rows.
    """
    accept, margin = round(thresholds.accept * CENTI), round(thresholds.margin * CENTI)
    partner_i = np.full(sizes[0], NONE, dtype=np.int64)
    partner_j = np.full(sizes[1], NONE, dtype=np.int64)
    link = np.zeros(len(scored.total), dtype=bool)
    link[forced] = True
    partner_i[scored.pairs.i[forced]] = scored.pairs.j[forced]
    partner_j[scored.pairs.j[forced]] = scored.pairs.i[forced]
    live = np.flatnonzero(scored.total >= min(accept - margin, 0))
    live = live[(partner_i[scored.pairs.i[live]] == NONE) & (partner_j[scored.pairs.j[live]] == NONE)]
    while len(live):
        i, j, total = scored.pairs.i[live], scored.pairs.j[live], scored.total[live].astype(np.int64)
        clear = (total >= accept) & (scored.conflict[live] == 0)
        clear &= _leads(i, total, sizes[0], margin) & _leads(j, total, sizes[1], margin)
        if not clear.any():
            break
        link[live[clear]] = True
        partner_i[i[clear]] = j[clear]
        partner_j[j[clear]] = i[clear]
        live = live[(partner_i[i] == NONE) & (partner_j[j] == NONE)]
    return Assignment(partner_i, partner_j, link)


def _leads(row: I64, total: I64, size: int, margin: int) -> Bools:
    """Tell for each pair whether it beats every other pair of its row by the margin."""
    best, second = best_two(row, total, size)
    rival = np.where(total == best[row], second[row], best[row])
    result: Bools = total >= rival + margin
    return result
