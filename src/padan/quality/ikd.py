"""The data quality index of a register: rules, scores per dimension and in total; weights come as data,
nothing is stored.
"""

from dataclasses import asdict, dataclass
from datetime import date

import polars as pl

from padan.matching.table import ROW
from padan.quality.checks import CHECKS
from padan.quality.weights import QualityRule, QualityWeights

SAMPLE = 50


@dataclass(frozen=True)
class RuleOutcome:
    """One rule's figures. `assessed` is False when columns are missing (named in `missing`) or the check is
    unknown; `sample` holds the first failing `_row` numbers.
    """

    code: str
    dimension: str
    label: str
    weight: float
    assessed: bool
    applicable: int
    failing: int
    sample: tuple[int, ...]
    missing: tuple[str, ...]

    @property
    def share_right(self) -> float:
        """Share of the applicable rows that pass; 1 when the rule applies to nobody."""
        return 1.0 if not self.applicable else 1.0 - self.failing / self.applicable


@dataclass(frozen=True)
class DimensionOutcome:
    """A dimension's score, 0-100, over its assessed rules; None when none could be assessed."""

    code: str
    label: str
    weight: float
    score: float | None


@dataclass(frozen=True)
class QualityReport:
    """Scores are percentages with two decimals; no personal values, only row numbers."""

    version: str
    position: str
    rows: int
    total: float | None
    dimensions: tuple[DimensionOutcome, ...]
    rules: tuple[RuleOutcome, ...]

    def as_json_value(self) -> dict[str, object]:
        """Return the report as JSON-able values, as kept with a snapshot."""
        return asdict(self)


def assess(table: pl.DataFrame, weights: QualityWeights, position_date: date) -> QualityReport:
    """Assess a register as of `position_date` (the day the data speaks of)."""
    outcomes = tuple(_assess_rule(table, rule, position_date) for rule in weights.rules)
    dimensions = tuple(
        DimensionOutcome(code, label, weight, _dimension_score([o for o in outcomes if o.dimension == code]))
        for code, (label, weight) in weights.dimensions.items()
    )
    return QualityReport(
        version=weights.version,
        position=position_date.isoformat(),
        rows=table.height,
        total=_total(dimensions),
        dimensions=dimensions,
        rules=outcomes,
    )


def _assess_rule(table: pl.DataFrame, rule: QualityRule, position: date) -> RuleOutcome:
    check = CHECKS.get(rule.check)
    missing = _missing(table, check.needs) if check else (rule.check,)
    if check is None or missing:
        return RuleOutcome(rule.code, rule.dimension, rule.label, rule.weight, False, 0, 0, (), missing)
    applies = check.applies(rule.parameters, position).fill_null(False)
    fails = check.fails(rule.parameters, position).fill_null(False)
    judged = table.select(pl.col(ROW), applies.alias("applies"), (applies & fails).alias("fails"))
    failing = judged.filter("fails")
    return RuleOutcome(
        code=rule.code,
        dimension=rule.dimension,
        label=rule.label,
        weight=rule.weight,
        assessed=True,
        applicable=int(judged["applies"].sum()),
        failing=failing.height,
        sample=tuple(failing[ROW].sort().head(SAMPLE).to_list()),
        missing=(),
    )


def _missing(table: pl.DataFrame, needs: tuple[str | tuple[str, ...], ...]) -> tuple[str, ...]:
    absent = []
    for need in needs:
        names = (need,) if isinstance(need, str) else need
        if not any(name in table.columns for name in names):
            absent.append(names[0])
    return tuple(absent)


def _dimension_score(outcomes: list[RuleOutcome]) -> float | None:
    assessed = [outcome for outcome in outcomes if outcome.assessed]
    weight = sum(outcome.weight for outcome in assessed)
    if not weight:
        return None
    return round(100 * sum(outcome.weight * outcome.share_right for outcome in assessed) / weight, 2)


def _total(dimensions: tuple[DimensionOutcome, ...]) -> float | None:
    scored = [(dimension.weight, dimension.score) for dimension in dimensions if dimension.score is not None]
    weight = sum(share for share, _ in scored)
    if not weight:
        return None
    return round(sum(share * score for share, score in scored) / weight, 2)
