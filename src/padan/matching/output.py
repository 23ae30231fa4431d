"""Writes a run's frames and summary from what was linked, checks that the classes balance, and mirrors a
result.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np
import polars as pl

from padan.common.codes import matching as codes
from padan.common.errors import Defect
from padan.matching.arrays import I64
from padan.matching.assign import NONE
from padan.matching.classify import TOO_UNLIKE, Line, Persons, classify, reason_codes, reason_words
from padan.matching.linking import Linked, Stages
from padan.matching.model import CENTI
from padan.matching.ordering import sorted_codes

CLASSES = ("identical", "differing", "review", "only_a", "only_b", "duplicate", "invalid")
PAIR_COLUMNS = ("row_a", "row_b", "class", "side", "score", "rule")
CANDIDATE_COLUMNS = ("row", "side", "other", "score", "rank", "reason")
_NEAREST = 3
_FARTHEST = -2000


@dataclass(frozen=True)
class Written:
    """Frames and summary of a run."""

    pairs: pl.DataFrame
    findings: pl.DataFrame
    candidates: pl.DataFrame
    summary: dict[str, object]


def write_result(linked: Linked, stages: Stages) -> Written:
    """Write the frames; Defect RUN_DOES_NOT_BALANCE when a side's classes do not sum to its rows."""
    with stages.run("classify"):
        lines = classify(linked.persons)
        pairs = order_pairs(pl.concat([_frame(line, linked) for line in lines]))
        candidates = pl.concat([_candidates(linked.persons, left=left) for left in (True, False)])
        rows = {"a": linked.persons.x.n, "b": linked.persons.y.n}
        classes = count_classes(pairs)
        _balance(classes, rows)
    summary = {
        "rows": rows,
        "classes": classes,
        "compared": [code for code, reason in linked.absent.items() if reason is None],
        "not_compared": {code: reason for code, reason in linked.absent.items() if reason is not None},
        "findings": _count_findings(linked.findings),
        "weights": "learnt" if linked.model.learnt else "shipped",
        "decided": linked.has_reviewed,
    }
    return Written(pairs, linked.findings, order_candidates(candidates), summary)


def _frame(line: Line, linked: Linked) -> pl.DataFrame:
    kind = pl.Series([line.kind], dtype=pl.String).new_from_index(0, len(line.i))
    if line.kind == "matched":
        kind = pl.Series(["identical", "differing"]).gather((linked.finding_count > 0).astype(np.uint32))
    score = line.score
    if line.kind == "duplicate":
        score = _edge_scores(line, linked)
    return pl.DataFrame(
        {
            "row_a": _row_numbers(line.i, linked.persons.x.row),
            "row_b": _row_numbers(line.j, linked.persons.y.row),
            "class": kind,
            "side": pl.Series([line.side], dtype=pl.String).new_from_index(0, len(line.i)),
            "score": score.astype(np.float64) / CENTI,
            "rule": line.rule,
        }
    )


def _row_numbers(places: I64, rows: I64) -> I64:
    if not len(rows):
        return np.full(len(places), NONE, dtype=np.int64)
    return np.where(places == NONE, NONE, rows[np.maximum(places, 0)])


def _edge_scores(line: Line, linked: Linked) -> np.ndarray:
    """Return each duplicate's best score with another row of its group."""
    left = line.side == "a"
    groups, size = linked.groups[0 if left else 1], (linked.persons.x if left else linked.persons.y).n
    best = np.full(size, np.iinfo(np.int32).min, dtype=np.int64)
    np.maximum.at(best, groups.edges.pairs.i, groups.edges.total)
    np.maximum.at(best, groups.edges.pairs.j, groups.edges.total)
    return best[line.i if left else line.j]


def order_pairs(pairs: pl.DataFrame) -> pl.DataFrame:
    """Order lines: those that name a row of A by that row, then the others by their row of B."""
    row_a, row_b = (pairs[name].to_numpy() for name in ("row_a", "row_b"))
    side = pairs["side"].replace_strict({"a": 0, "b": 1, "both": 2}, return_dtype=pl.Int64).to_numpy()
    behind = ((row_b + 1) << np.int64(2)) | side
    codes = np.where(row_a == NONE, np.int64(1) << np.int64(62), row_a << np.int64(33)) | behind
    _, places = sorted_codes(codes)
    return pairs[places.astype(np.uint32)]


def order_candidates(candidates: pl.DataFrame) -> pl.DataFrame:
    """Order candidates by side, row and rank."""
    return candidates.sort("side", "row", "rank")


def count_classes(pairs: pl.DataFrame) -> dict[str, dict[str, int]]:
    """Count each side's rows by class, from the lines that classify them."""
    counts: dict[str, dict[str, int]] = {}
    for side in ("a", "b"):
        own = pairs.filter(pl.col("side").is_in(["both", side])).group_by("class").len()
        found = dict(zip(own["class"].to_list(), own["len"].to_list(), strict=True))
        other = "only_b" if side == "a" else "only_a"
        counts[side] = {name: int(found.get(name, 0)) for name in CLASSES if name != other}
    return counts


def _balance(classes: dict[str, dict[str, int]], rows: dict[str, int]) -> None:
    for side, counts in classes.items():
        if sum(counts.values()) != rows[side]:
            raise Defect(
                codes.RUN_DOES_NOT_BALANCE,
                side=side.upper(),
                classified=sum(counts.values()),
                rows=rows[side],
            )


def _count_findings(findings: pl.DataFrame) -> dict[str, dict[str, int]]:
    counted = findings.group_by("element", "kind").len().sort("element", "kind")
    result: dict[str, dict[str, int]] = {}
    for element, kind, count in counted.iter_rows():
        result.setdefault(element, {})[kind] = count
    return result


def _candidates(persons: Persons, *, left: bool) -> pl.DataFrame:
    """Return for each unlinked head the nearest persons of the other side, with the reason why it was not
    linked.
    """
    scored, links = persons.scored, persons.assignment
    mine, other = (scored.pairs.i, scored.pairs.j) if left else (scored.pairs.j, scored.pairs.i)
    partner, their = (links.partner_i, links.partner_j) if left else (links.partner_j, links.partner_i)
    rows, others = (persons.x.row, persons.y.row) if left else (persons.y.row, persons.x.row)
    places = np.flatnonzero((partner[mine] == NONE) & (scored.total >= _FARTHEST)) if len(mine) else mine
    order = np.lexsort((others[other[places]], -scored.total[places], mine[places]))
    places = places[order]
    own = mine[places]
    starts = np.flatnonzero(np.r_[True, own[1:] != own[:-1]]) if len(own) else np.zeros(0, dtype=np.int64)
    rank = np.arange(len(own)) - np.repeat(starts, np.diff(np.r_[starts, len(own)])) + 1
    near = rank <= _NEAREST
    places, rank = places[near], rank[near]
    return pl.DataFrame(
        {
            "row": rows[mine[places]].astype(np.int64),
            "side": pl.Series(["a" if left else "b"], dtype=pl.String).new_from_index(0, len(places)),
            "other": others[other[places]].astype(np.int64),
            "score": scored.total[places].astype(np.float64) / CENTI,
            "rank": rank.astype(np.int64),
            "reason": _reasons(persons, places, their[other[places]]),
        }
    )


def _reasons(persons: Persons, places: I64, their_partner: I64) -> pl.Series:
    scored = persons.scored
    total, conflict = scored.total[places], scored.conflict[places]
    accept, review = round(persons.thresholds.accept * CENTI), round(persons.thresholds.review * CENTI)
    far = (total < review) & (conflict == 0)
    codes = reason_codes(conflict, their_partner != NONE, total >= accept)
    return reason_words().gather(np.where(far, TOO_UNLIKE, codes).astype(np.uint32))


_SWAP = {"a": "b", "b": "a", "both": "both"}
_CLASS_SWAP = {"only_a": "only_b", "only_b": "only_a"}
_WORD_SWAP: dict[str, str] = {
    **{
        f"{word}_{x}": f"{word}_{y}"
        for word in ("empty", "fill", "newer", "absent")
        for x, y in (("a", "b"), ("b", "a"))
    },
}


def mirror(result: Written) -> Written:
    """Return the result as if A and B had been named the other way round."""
    pairs = result.pairs.rename({"row_a": "row_b", "row_b": "row_a"}).select(PAIR_COLUMNS)
    pairs = pairs.with_columns(pl.col("side").replace(_SWAP), pl.col("class").replace(_CLASS_SWAP))
    turned = {"row_a": "row_b", "row_b": "row_a", "value_a": "value_b", "value_b": "value_a"}
    findings = result.findings.rename(turned).select(result.findings.columns)
    findings = findings.with_columns(
        pl.col("kind").replace(_WORD_SWAP),
        pl.col("newer").replace(_SWAP),
        pl.col("suggestion").replace(_WORD_SWAP),
    )
    findings = findings.sort("row_a", "row_b", maintain_order=True)
    candidates = result.candidates.with_columns(pl.col("side").replace(_SWAP))
    return Written(
        order_pairs(pairs), findings, order_candidates(candidates), _mirror_summary(result.summary)
    )


def _mirror_summary(summary: dict[str, object]) -> dict[str, object]:
    mirrored = dict(summary)
    rows = cast("dict[str, int]", summary["rows"])
    classes = cast("dict[str, dict[str, int]]", summary["classes"])
    absent = cast("dict[str, str]", summary["not_compared"])
    findings = cast("dict[str, dict[str, int]]", summary["findings"])
    mirrored["rows"] = {"a": rows["b"], "b": rows["a"]}
    mirrored["classes"] = {
        "a": _renamed(classes["b"], _CLASS_SWAP),
        "b": _renamed(classes["a"], _CLASS_SWAP),
    }
    mirrored["not_compared"] = {code: _WORD_SWAP.get(reason, reason) for code, reason in absent.items()}
    mirrored["findings"] = {
        element: dict(sorted(_renamed(kinds, _WORD_SWAP).items())) for element, kinds in findings.items()
    }
    return mirrored


def _renamed(counts: dict[str, int], names: dict[str, str]) -> dict[str, int]:
    return {names.get(key, key): count for key, count in counts.items()}
