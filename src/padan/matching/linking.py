"""From two tables to persons linked, grouped and compared: the order of a run's stages, each timed; writes no
frames.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from padan.common.progress import Cancel
from padan.domain.elements import ELEMENTS
from padan.matching.arrays import I64, Bools
from padan.matching.assign import assign
from padan.matching.candidates import exact_pairs, loose_pairs
from padan.matching.classify import Persons
from padan.matching.code_mapping import code_mapping
from padan.matching.compare import Side
from padan.matching.duplicates import Groups, group_rows, head_ranks, shared_partner_pairs
from padan.matching.elements_compared import Context
from padan.matching.findings import absences, find_differences
from padan.matching.identity import Identity, read_identities
from padan.matching.learn import learn_model
from padan.matching.model import CENTI, Model
from padan.matching.name_levels import NameRarity, measure_rarity
from padan.matching.name_tokens import Vocabulary
from padan.matching.native.crew import Crew
from padan.matching.ordering import best_two, merge_pairs
from padan.matching.partners import own_partners
from padan.matching.persons import Verdicts, among, lift, without
from padan.matching.register import Register
from padan.matching.rules import RuleSet
from padan.matching.score import Comparer, Key, Pairs, Scored

_FEW_LEFT = 50_000
"""Rows without a partner that are always compared with each other, whatever the register's size."""


@dataclass
class Stages:
    """Progress, cancellation and seconds of a run's stages."""

    progress: Callable[[str, int, int], None] | None
    cancel: Cancel | None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def run(self, name: str, total: int = 0) -> Iterator[None]:
        """Announce a stage, look whether to stop, and time it."""
        self.tick(name, 0, total)
        start = time.perf_counter()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - start, 6)

    def tick(self, name: str, done: int, total: int) -> None:
        if self.cancel is not None:
            self.cancel.raise_if_requested()
        if self.progress is not None:
            self.progress(name, done, total)


@dataclass(frozen=True)
class Linked:
    """Everything a run found, by row index of the computed order of sides."""

    persons: Persons
    rows_scored: Scored
    groups: tuple[Groups, Groups]
    findings: pl.DataFrame
    finding_count: I64
    absent: dict[str, str | None]
    model: Model
    has_reviewed: int


def link(a: Register, b: Register, rules: RuleSet, verdicts: Verdicts, stages: Stages) -> Linked:
    """Run all stages on two registers."""
    with stages.run("normalise", a.height + b.height):
        crew = Crew(stages.cancel)
        x, y, book = read_identities(a, b, rules, crew)
        comparer = _comparer(x, y, book, rules, crew)
    with stages.run("keys"):
        exact = exact_pairs(x, y, crew)
    with stages.run("learn", len(exact.i)):
        levels = comparer.levels(exact)
        model = learn_model(comparer, exact, levels)
        scored = comparer.weigh(exact, levels, model)
    with stages.run("candidates"):
        scored = _with_loose(comparer, scored, verdicts, model)
        scored = without(scored, verdicts.different_i, verdicts.different_j, y.n)
    sides = Side(a, x, np.arange(0)), Side(b, y, np.arange(0))
    absent = absences(*sides)
    compared = np.array([absent[element.code] is None for element in ELEMENTS])
    with stages.run("duplicates"):
        groups = (
            _groups(comparer, scored, model, _ranks(a, compared, verdicts.same_i), verdicts, of_left=True),
            _groups(comparer, scored, model, _ranks(b, compared, verdicts.same_j), verdicts, of_left=False),
        )
    with stages.run("assign", len(scored.total)):
        persons = _assign(comparer, scored, groups, verdicts)
    context = Context(rules, code_mapping(rules), comparer.rarity, crew)
    linked = persons.scored.only(persons.assignment.link).pairs
    with stages.run("compare", len(linked.i)):
        findings, count = find_differences(
            Side(a, x, linked.i),
            Side(b, y, linked.j),
            context,
            absent,
            lambda done, total: stages.tick("compare", done, total),
        )
    return Linked(persons, scored, groups, findings, count, absent, model, len(verdicts.same_i))


def _comparer(x: Identity, y: Identity, book: Vocabulary, rules: RuleSet, crew: Crew) -> Comparer:
    rarity: NameRarity = measure_rarity(x, y, book, rules.scoring.caps)
    return Comparer(x, y, rarity, rules.scoring, crew)


def _with_loose(comparer: Comparer, exact: Scored, verdicts: Verdicts, model: Model) -> Scored:
    """Search further for rows without a sure pair, and add the pairs officers decided."""
    x, y = comparer.x, comparer.y
    sure = (exact.total >= round(comparer.scoring.thresholds.strong * CENTI)) & (exact.conflict == 0)
    left_x, left_y = _without_pair(exact.pairs.i[sure], x), _without_pair(exact.pairs.j[sure], y)
    decided = Pairs(
        verdicts.same_i, verdicts.same_j, np.full(len(verdicts.same_i), int(Key.DECISION), dtype=np.int32)
    )
    loose = loose_pairs(comparer, left_x, left_y)
    pairs = merge_pairs([exact.pairs, loose, decided], within=False)
    return comparer.score(pairs, model)


def _without_pair(rows: I64, x: Identity) -> Bools:
    left = np.ones(x.n, dtype=bool)
    left[rows] = False
    return left


def _ranks(table: Register, compared: Bools, decided: I64) -> I64:
    rank = head_ranks(table, compared)
    rank[decided] += np.iinfo(np.int64).min  # before all others
    return rank


def _groups(
    comparer: Comparer, scored: Scored, model: Model, rank: I64, verdicts: Verdicts, *, of_left: bool
) -> Groups:
    """Find the duplicates of one register: equal keys, a partner in common, and neighbourhoods of unplaced
    rows.
    """
    side = comparer.x if of_left else comparer.y
    within = comparer.within(side)
    enough = scored.total >= round(comparer.scoring.thresholds.accept * CENTI)
    sure = scored.only(_surely_best(comparer, scored, of_left=of_left))
    left = _leftovers(comparer, scored, enough, of_left=of_left)
    found = [
        exact_pairs(side, side, comparer.crew),
        shared_partner_pairs(scored, Key.SHARED, 0, of_left=of_left),
        shared_partner_pairs(sure, Key.SURE_PARTNER, 0, of_left=of_left),
        loose_pairs(within, left, left),
    ]
    pairs = merge_pairs(found, within=True)
    thresholds = comparer.scoring.thresholds
    unlike = own_partners(pairs, scored, comparer.y.n, thresholds, of_left=of_left)
    return group_rows(within, within.score(pairs, model), rank, verdicts.apart(of_left=of_left), unlike)


def _leftovers(comparer: Comparer, scored: Scored, enough: Bools, *, of_left: bool) -> Bools:
    """Mark the rows without a probable partner. Where they are a register's bulk (a steward's list beside the
    nation) only those that some row of the other register comes near to: what the run is about.
    """
    side, rows = (comparer.x, scored.pairs.i) if of_left else (comparer.y, scored.pairs.j)
    left = _without_pair(rows[enough], side)
    if int(left.sum()) > max(_FEW_LEFT, side.n // 2):
        near = scored.total >= round(comparer.scoring.thresholds.review * CENTI)
        left &= ~_without_pair(rows[near], side)
    return left


def _surely_best(comparer: Comparer, scored: Scored, *, of_left: bool) -> Bools:
    """Mark the sure pairs without conflict that are the best of their row in the left or right register."""
    total = scored.total.astype(np.int64)
    rows, size = (scored.pairs.i, comparer.x.n) if of_left else (scored.pairs.j, comparer.y.n)
    best, _ = best_two(rows, total, size)
    strong = total >= round(comparer.scoring.thresholds.strong * CENTI)
    result: Bools = strong & (scored.conflict == 0) & (total == best[rows])
    return result


def _assign(comparer: Comparer, scored: Scored, groups: tuple[Groups, Groups], verdicts: Verdicts) -> Persons:
    head_x, head_y = groups[0].head, groups[1].head
    width = comparer.y.n
    persons = lift(scored, head_x, head_y, width)
    persons = without(persons, head_x[verdicts.different_i], head_y[verdicts.different_j], width)
    forced = among(persons, head_x[verdicts.same_i], head_y[verdicts.same_j], width)
    thresholds = comparer.scoring.thresholds
    assignment = assign(persons, (comparer.x.n, comparer.y.n), thresholds, forced)
    return Persons(comparer.x, comparer.y, head_x, head_y, persons, assignment, thresholds)
