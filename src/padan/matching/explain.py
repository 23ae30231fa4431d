"""Explains one pair: what each element of identity contributed, in readable state codes; recomputes, decides
nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from padan.domain.elements import BY_CODE
from padan.matching import levels as lv
from padan.matching import name_levels as nl
from padan.matching.identity import read_identities
from padan.matching.model import CENTI, Model, model_from_json
from padan.matching.native.crew import Crew
from padan.matching.persons import REASONS
from padan.matching.rules import RuleSet
from padan.matching.score import Comparer, Levels, Pairs, Scored
from padan.matching.table import ROW, SHEET_ROW

Row = Mapping[str, object]


@dataclass(frozen=True)
class ElementEvidence:
    """One element's contribution: `state` is a code (same, typo, differs, missing, …), `weight` in bits of
    log odds.
    """

    element: str
    label: str
    state: str
    weight: float


@dataclass(frozen=True)
class Explanation:
    """`prior` + the elements' weights = `total`. A pair at or above `threshold_high` without conflict and
    without a rival is linked; from `threshold_low` on an officer sees it. `rule`: the keys that proposed
    it or the reason of review.
    """

    elements: list[ElementEvidence]
    prior: float
    total: float
    threshold_low: float
    threshold_high: float
    rule: str
    conflicts: tuple[str, ...]
    learnt: bool


def explain_pair(
    a: Row, b: Row, model: str | Model, rules: RuleSet, *, score: float | None = None, rule: str = ""
) -> Explanation:
    """Explain a pair of rows (canonical fields → text).

    `score` is the pair's score in the run; what the name weighed follows from it, because a name's rarity is
    a matter of the whole register. Without it the name is taken for rare.
    """
    used = model_from_json(model) if isinstance(model, str) else model
    scored = _score(a, b, used, rules)
    total = round(score * CENTI) if score is not None else int(scored.total[0])
    elements = _evidence(scored.levels, used, total - int(scored.total[0]))
    conflict = int(scored.conflict[0])
    return Explanation(
        elements=elements,
        prior=used.prior / CENTI,
        total=total / CENTI,
        threshold_low=rules.scoring.thresholds.review,
        threshold_high=rules.scoring.thresholds.accept,
        rule=rule,
        conflicts=tuple(code for flag, code in REASONS if conflict & flag),
        learnt=used.learnt,
    )


def _score(a: Row, b: Row, model: Model, rules: RuleSet) -> Scored:
    crew = Crew(workers=1)
    x, y, book = read_identities(_table(a), _table(b), rules, crew)
    rarity = nl.measure_rarity(x, y, book, rules.scoring.caps)
    pair = Pairs(np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int32))
    return Comparer(x, y, rarity, rules.scoring, crew).score(pair, model)


def _table(row: Row) -> pl.DataFrame:
    texts = {name: value for name, value in row.items() if name not in (ROW, SHEET_ROW)}
    columns = [
        pl.Series(name, [None if value is None else str(value)], dtype=pl.String)
        for name, value in texts.items()
    ]
    return pl.DataFrame(columns, height=1).with_row_index(ROW)


def _evidence(found: Levels, model: Model, rest: int) -> list[ElementEvidence]:
    """List the five elements; `rest` is what the run's own rarity of the name adds."""
    birth, name = int(found.birth[0]), int(found.name[0])
    given = "given_birth" if birth == lv.BIRTH_SAME else "free"
    named = nl.MISSING < name < nl.PARTLY
    entries = (
        ("nip", lv.NIP_NAMES, int(found.nip[0]), f"nip_{given}", 0),
        ("nik", lv.NIK_NAMES, int(found.nik[0]), f"nik_{given}", 0),
        ("nama", nl.NAMES, name, "nama", (int(found.rarity[0]) if named else 0) + rest),
        ("tanggal_lahir", lv.BIRTH_NAMES, birth, "tanggal_lahir", 0),
        ("jenis_kelamin", lv.SEX_NAMES, int(found.sex[0]), "jenis_kelamin", 0),
    )
    return [
        ElementEvidence(
            code, BY_CODE[code].label, names[level], (int(model.weights[table][level]) + more) / CENTI
        )
        for code, names, level, table, more in entries
    ]
