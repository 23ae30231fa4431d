"""The matching run: two register tables in, pairs, findings, candidates and digests out; no I/O, no clock, no
chance.

run = f(A, B, rules, decisions). The registers are put into the order of their content digests before anything
is computed and the result is mirrored back, so that A with B and B with A give mirrored results.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from padan.common.codes import matching as codes
from padan.common.errors import Defect, UserFault
from padan.common.progress import Cancel
from padan.matching.digests import decisions_digest, result_digest
from padan.matching.linking import Stages, link
from padan.matching.output import mirror, write_result
from padan.matching.register import Register
from padan.matching.rules import RuleSet
from padan.matching.table import ROW, SHEET_ROW
from padan.matching.verdicts import no_decisions, read_decisions

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class MatchResult:
    """What a run gives.

    pairs: row_a, row_b (Int64, -1: none), class, side, score (bits of log odds, two decimals), rule
    findings: row_a, row_b, element, kind, value_a, value_b, owner, newer, suggestion
    candidates: row, side, other, score, rank, reason: the nearest rows of the other side for rows not linked
    summary: rows, classes, compared, not_compared, findings, ... as JSON-able values
    digests: a, b, rules, decisions, result · seconds: by stage · model: the weights, canonical JSON
    """

    pairs: pl.DataFrame
    findings: pl.DataFrame
    candidates: pl.DataFrame
    summary: dict[str, object]
    digests: dict[str, str]
    seconds: dict[str, float]
    model: str


def run_matching(
    a: pl.DataFrame | Register,
    b: pl.DataFrame | Register,
    rules: RuleSet,
    *,
    decisions: pl.DataFrame | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> MatchResult:
    """Match two registers.

    `decisions` holds row_a, row_b, verdict (same | different | anything else is ignored), rows as `_row`
    numbers. Raises UserFault when decisions contradict each other or a table holds no identifying column,
    Cancelled when asked to stop, Defect when the classes do not add up.
    """
    stages = Stages(progress, cancel)
    x, y = _usable(a, "a"), _usable(b, "b")
    with stages.run("digest"):
        digests = {"a": x.digest(), "b": y.digest(), "rules": rules.digest}
    decided = no_decisions() if decisions is None else decisions
    if digests["b"] < digests["a"]:
        turned = decided.rename({"row_a": "row_b", "row_b": "row_a"})
        verdicts, lines = read_decisions(turned, y.rows, x.rows, ("b", "a"))
        linked = link(y, x, rules, verdicts, stages)
        result = mirror(write_result(linked, stages))
        lines = [(row_a, row_b, verdict) for row_b, row_a, verdict in lines]
    else:
        verdicts, lines = read_decisions(decided, x.rows, y.rows, ("a", "b"))
        linked = link(x, y, rules, verdicts, stages)
        result = write_result(linked, stages)
    with stages.run("result_digest"):
        digests["decisions"] = decisions_digest(lines)
        digests["result"] = result_digest(result.pairs, result.findings)
    model = linked.model.as_json()
    frames = (result.pairs, result.findings, result.candidates)
    return MatchResult(*frames, result.summary, digests, stages.seconds, model)


def _usable(table: pl.DataFrame | Register, side: str) -> Register:
    """Return the register in the order of `_row`; refuse repeated row numbers and tables without any identity
    column.
    """
    fields = {"nip_baru", "nip_lama", "nik", "nama"}
    if table.height and not fields & set(table.columns):
        raise UserFault(codes.TABLE_WITHOUT_IDENTITY, side=side.upper())
    if isinstance(table, Register):
        return table
    if ROW not in table.columns:
        table = table.with_row_index(ROW)
    if table[ROW].n_unique() != table.height:
        raise Defect(codes.ROW_NUMBERS_REPEAT, side=side.upper())
    texts = [
        name for name in table.columns if name not in (ROW, SHEET_ROW) and table.schema[name] != pl.String
    ]
    table = table.with_columns(pl.col(texts).cast(pl.String)) if texts else table
    return Register.of(table if table[ROW].is_sorted() else table.sort(ROW))
