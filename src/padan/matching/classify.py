"""Puts every row of both registers into exactly one class and writes the lines of the pairs table; judges no
element.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from padan.matching.arrays import I32, I64, Bools, Bytes
from padan.matching.assign import NONE, Assignment
from padan.matching.identity import Identity
from padan.matching.model import CENTI
from padan.matching.ordering import best_places
from padan.matching.persons import REASONS
from padan.matching.rules import Thresholds
from padan.matching.score import Conflict, Key, Scored

RULE_OF_KEY = (
    (Key.DECISION, "decision"),
    (Key.NIP, "nip"),
    (Key.NIP_LAMA, "nip_lama"),
    (Key.NIK, "nik"),
    (Key.NAME_BIRTH, "name_birth"),
    (Key.NEAR_NIP, "near_nip"),
    (Key.NEAR_NIK, "near_nik"),
    (Key.BIRTH, "birth"),
    (Key.NAME, "name"),
    (Key.SHARED, "shared"),
)


@dataclass(frozen=True)
class Line:
    """Lines of one class: row indices (-1: none), the side whose row they classify, scores, and rules."""

    kind: str
    side: str
    i: I64
    j: I64
    score: I32
    rule: pl.Series


@dataclass(frozen=True)
class Persons:
    """What is known before classes: identities, heads, pairs of persons, links."""

    x: Identity
    y: Identity
    head_x: I64
    head_y: I64
    scored: Scored
    assignment: Assignment
    thresholds: Thresholds


def classify(persons: Persons) -> list[Line]:
    """Return all lines but the matched pairs' classes (`matched` stands for identical or differing)."""
    best_x = _best(persons, left=True)
    best_y = _best(persons, left=False)
    other = _other(persons, best_x, left=True)
    mutual = best_x != NONE
    mutual[mutual] = best_y[other[mutual]] == best_x[mutual]
    lines = [_matched(persons), _review(persons, best_x[mutual], "both")]
    shown = np.isin(best_y, best_x[mutual])
    lines.append(_review(persons, best_x[(best_x != NONE) & ~mutual], "a"))
    lines.append(_review(persons, best_y[(best_y != NONE) & ~shown], "b"))
    for left in (True, False):
        lines.append(_duplicates(persons, left=left))
        alone = _alone(persons, best_x if left else best_y, left=left)
        lines.extend(_unmatched(persons, alone, left=left))
    return lines


def _other(persons: Persons, best: I64, *, left: bool) -> I64:
    pairs = persons.scored.pairs
    column = pairs.j if left else pairs.i
    if not len(column):
        return np.full(len(best), NONE, dtype=np.int64)
    return np.where(best == NONE, NONE, column[np.maximum(best, 0)])


def rule_names(keys: I32) -> pl.Series:
    """Write the keys that proposed each pair, joined by `+`."""
    known = np.zeros(int(keys.max(initial=0)) + 1, dtype=np.uint32)
    distinct = np.flatnonzero(np.bincount(keys, minlength=1))
    known[distinct] = np.arange(len(distinct))
    names = ["+".join(name for key, name in RULE_OF_KEY if value & key) for value in distinct.tolist()]
    return pl.Series("rule", names, dtype=pl.String).gather(known[keys])


def _matched(persons: Persons) -> Line:
    linked = persons.scored.only(persons.assignment.link)
    return Line(
        "matched", "both", linked.pairs.i, linked.pairs.j, linked.total, rule_names(linked.pairs.keys)
    )


def qualifies(persons: Persons) -> Bools:
    """Mark pairs worth an officer's look: of two persons without partner from the review threshold on; of one
    whose candidate is taken only when the evidence would have sufficed; an equal NIP of another person
    always.
    """
    scored, links = persons.scored, persons.assignment
    taken = (links.partner_i[scored.pairs.i] != NONE) | (links.partner_j[scored.pairs.j] != NONE)
    enough = scored.total >= round(persons.thresholds.review * CENTI)
    strong = (scored.total >= round(persons.thresholds.accept * CENTI)) & (scored.conflict == 0)
    result: Bools = np.where(taken, strong, enough) | _is(scored, Conflict.NIP_OTHER_PERSON)
    return result


def _is(scored: Scored, conflict: Conflict) -> Bools:
    result: Bools = (scored.conflict & conflict.value) != 0
    return result


def _best(persons: Persons, *, left: bool) -> I64:
    """Return per unlinked row the place of its best qualifying pair, or -1; free candidates first, then the
    higher score, then the lower row number of the candidate.
    """
    scored, links = persons.scored, persons.assignment
    mine, other = (scored.pairs.i, scored.pairs.j) if left else (scored.pairs.j, scored.pairs.i)
    partner = links.partner_i if left else links.partner_j
    places = np.flatnonzero(qualifies(persons) & (partner[mine] == NONE))
    return best_places(mine, scored.total, other, places, len(partner))


def _review(persons: Persons, places: I64, side: str) -> Line:
    chosen = persons.scored.only(places)
    links = persons.assignment
    taken = (links.partner_i[chosen.pairs.i] != NONE) | (links.partner_j[chosen.pairs.j] != NONE)
    accept = round(persons.thresholds.accept * CENTI)
    codes = reason_codes(chosen.conflict, taken, chosen.total >= accept)
    return Line("review", side, chosen.pairs.i, chosen.pairs.j, chosen.total, reason_words().gather(codes))


def reason_codes(conflict: Bytes, taken: Bools, enough: Bools) -> np.ndarray:
    """Say why pairs are doubtful or were not linked, as places in `reason_words`; the weightiest conflict
    counts.
    """
    codes = np.where(taken, _RIVAL, np.where(enough, _TIE, _DOUBTFUL)).astype(np.uint32)
    for place in range(len(REASONS) - 1, -1, -1):
        codes[(conflict & REASONS[place][0].value) != 0] = place
    return codes


_RIVAL, _TIE, _DOUBTFUL, TOO_UNLIKE = range(len(REASONS), len(REASONS) + 4)


def reason_words() -> pl.Series:
    """Return the reasons as codes that people's texts are kept under."""
    return pl.Series("rule", [*(code for _, code in REASONS), "rival", "tie", "doubtful", "too_unlike"])


def _duplicates(persons: Persons, *, left: bool) -> Line:
    head = persons.head_x if left else persons.head_y
    partner = persons.assignment.partner_i if left else persons.assignment.partner_j
    rows = np.flatnonzero(head != np.arange(len(head)))
    other = partner[head[rows]]
    mine, theirs = (rows, other) if left else (other, rows)
    zero = np.zeros(len(rows), dtype=np.int32)
    return Line("duplicate", "a" if left else "b", mine, theirs, zero, _same("duplicate", len(rows)))


def _alone(persons: Persons, best: I64, *, left: bool) -> I64:
    head = persons.head_x if left else persons.head_y
    partner = persons.assignment.partner_i if left else persons.assignment.partner_j
    return np.flatnonzero((head == np.arange(len(head))) & (partner == NONE) & (best == NONE))


def _unmatched(persons: Persons, rows: I64, *, left: bool) -> list[Line]:
    side = "a" if left else "b"
    valid = (persons.x if left else persons.y).valid[rows]
    lines = []
    for kind, chosen, rule in (
        (f"only_{side}", rows[valid], "none"),
        ("invalid", rows[~valid], "no_identity"),
    ):
        nobody = np.full(len(chosen), NONE, dtype=np.int64)
        mine, theirs = (chosen, nobody) if left else (nobody, chosen)
        lines.append(
            Line(kind, side, mine, theirs, np.zeros(len(chosen), dtype=np.int32), _same(rule, len(chosen)))
        )
    return lines


def _same(word: str, size: int) -> pl.Series:
    return pl.Series("rule", [word], dtype=pl.String).new_from_index(0, size)
