"""Learns the model from the data without labels: u from rows that are not the same person, m by EM; no pair
is decided.
"""

import math

import numpy as np

from padan.matching import levels as lv
from padan.matching import name_levels as nl
from padan.matching.arrays import F64, I64
from padan.matching.identity import Identity
from padan.matching.model import CENTI, TABLES, Model, Probabilities, build_model
from padan.matching.rules import Scoring
from padan.matching.score import Comparer, Levels, Pairs, sum_parts

_RANDOM_PAIRS = 20_000
_FIXED = frozenset({"rounded", "lama"})
"""Levels that only arise from a known defect or another number: their share among all pairs says nothing."""

_LEARNT = ("nip", "nik", "nama", "tanggal_lahir", "jenis_kelamin")


def shipped_model(rows: int, scoring: Scoring) -> Model:
    """Return the model of the rule set: for small registers, and where EM starts."""
    return build_model(rows, scoring.m, scoring.u, scoring, learnt=False)


def learn_model(comparer: Comparer, pairs: Pairs, found: Levels) -> Model:
    """Learn u and m where both registers are large enough; return the shipped model otherwise."""
    scoring, rows = comparer.scoring, max(comparer.x.n, comparer.y.n)
    if min(comparer.x.n, comparer.y.n) < scoring.learn.minimum_rows or not len(pairs.i):
        return shipped_model(rows, scoring)
    u = _learn_u(comparer)
    m = {name: dict(levels) for name, levels in scoring.m.items()}
    sample = _sample(found, scoring.learn.sample)
    for _ in range(scoring.learn.rounds):
        model = build_model(rows, m, u, scoring, learnt=True)
        weight = _posterior(sample, model)
        m = {name: _next_m(name, sample, weight, scoring) for name in _LEARNT}
    return build_model(rows, m, u, scoring, learnt=True)


def _sample(found: Levels, size: int) -> Levels:
    step = max(1, math.ceil(len(found.nip) / size))
    every = np.arange(0, len(found.nip), step)
    return Levels(
        found.nip[every],
        found.nik[every],
        found.name[every],
        found.birth[every],
        found.sex[every],
        found.rarity[every],
    )


def _posterior(sample: Levels, model: Model) -> F64:
    odds = np.exp2(np.clip((model.prior + sum_parts(sample, model)) / CENTI, -60.0, 60.0))
    result: F64 = odds / (1.0 + odds)
    return result


def _next_m(name: str, sample: Levels, weight: F64, scoring: Scoring) -> dict[str, float]:
    """Return the level shares among probable matches, kept within `bound` bits of the shipped
    ones; 4 digits.
    """
    column = {"nip": sample.nip, "nik": sample.nik, "nama": sample.name, "tanggal_lahir": sample.birth}.get(
        name, sample.sex
    )
    names = next(levels for element, levels in TABLES.values() if element == name)
    share = np.bincount(column, weights=weight, minlength=len(names))
    start = scoring.m[name]
    share[[place for place, level in enumerate(names) if level in _FIXED]] = 0.0
    total = float(share[1:].sum())
    if total < scoring.learn.minimum_rows / 2:
        return dict(start)
    learnt = {}
    for place, level in enumerate(names):
        if level in _FIXED and level in start:
            learnt[level] = start[level]
        elif level in start:
            seen = (float(share[place]) + 50 * start[level]) / (total + 50)
            low, high = (
                start[level] * 2.0**-scoring.learn.bound,
                min(start[level] * 2.0**scoring.learn.bound, 0.9995),
            )
            learnt[level] = _digits(min(max(seen, low), high))
    return learnt


def _digits(value: float) -> float:
    return float(f"{value:.3e}")


def _learn_u(comparer: Comparer) -> Probabilities:
    """Measure chance agreement on pairs of rows within one register, which are different people but for
    duplicates.
    """
    u = {name: dict(levels) for name, levels in comparer.scoring.u.items()}
    side = comparer.x if comparer.x.n >= comparer.y.n else comparer.y
    within = comparer.within(side)
    _learn_marginals(side, u)
    _learn_name_u(within, u)
    _learn_identifier_u(within, u)
    return u


def _learn_marginals(side: Identity, u: Probabilities) -> None:
    known = side.birth[side.birth > 0]
    if len(known) >= 500:
        _, count = np.unique(known, return_counts=True)
        agree = float((count * (count - 1)).sum()) / (len(known) * (len(known) - 1))
        u["tanggal_lahir"]["same"] = _digits(_between(agree, u["tanggal_lahir"]["same"], 2.0))
    men, women = float((side.sex == 1).sum()), float((side.sex == 2).sum())
    if men + women >= 500:
        agree = (men**2 + women**2) / (men + women) ** 2
        u["jenis_kelamin"] = {"same": _digits(agree), "differs": _digits(max(1 - agree, 0.02))}


def _between(value: float, shipped: float, bits: float) -> float:
    return min(max(value, shipped / math.exp2(bits)), shipped * math.exp2(bits))


def _learn_name_u(within: Comparer, u: Probabilities) -> None:
    n = within.x.n
    i = np.arange(min(n, _RANDOM_PAIRS), dtype=np.int64)
    j = (i * 7919 + n // 2 + 1) % n
    rows = i != j
    levels = nl.name_levels(within.x, i[rows], within.y, j[rows], within.rarity)
    told = int((levels > nl.MISSING).sum())
    if told >= 500:
        partly = int((levels == nl.PARTLY).sum()) / told
        u["nama"]["partly"] = _digits(_between(partly, u["nama"]["partly"], 3.0))


def _learn_identifier_u(within: Comparer, u: Probabilities) -> None:
    """Measure how often numbers of different people of the same birth date and sex are one edit apart."""
    i, j = _same_birth_neighbours(within.x)
    if len(i) < 500:
        return
    found = within.levels(Pairs(i, j, np.zeros(len(i), dtype=np.int32)))
    other = found.name >= nl.PARTLY
    for name, level, near in (
        ("nip_given_birth", found.nip[other], lv.NIP_NEAR),
        ("nik_given_birth", found.nik[other], lv.NIK_NEAR),
    ):
        told = int((level > 0).sum())
        if told >= 300:
            seen = int((level == near).sum()) / told
            u[name]["near"] = _digits(_between(seen, u[name]["near"], 3.0))


def _same_birth_neighbours(side: Identity) -> tuple[I64, I64]:
    """Pair each row with the next one of the same birth date and sex, in birth order."""
    key = side.birth.astype(np.int64) * 4 + side.sex
    order = np.argsort(key, kind="stable")
    same = (key[order][1:] == key[order][:-1]) & (side.birth[order][1:] > 0)
    return order[:-1][same][:_RANDOM_PAIRS], order[1:][same][:_RANDOM_PAIRS]
