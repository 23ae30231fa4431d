"""Computing a stated result anew from two register tables; shared by the checks of documents, no use case
itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from padan.common.progress import Cancel, Progress
from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.berita_acara_parts import ClassCounts
from padan.matching.table import Table
from padan.services.document_evidence import Check, CheckState, check

RESULT_LABEL = "Hasil pemadanan dihitung ulang dan sama"

if TYPE_CHECKING:
    from padan.matching.engine import MatchResult


@dataclass(frozen=True)
class Inputs:
    """The tables of party one and party two as read anew, and the rule set's bytes."""

    first: Table
    second: Table
    rules: bytes


def recomputed_checks(
    content: BeritaAcaraContent, inputs: Inputs, progress: Progress, cancel: Cancel
) -> list[Check]:
    """Check rules, both tables, the result and Table 1 against a fresh run with the document's decisions.

    The stated run may have named party two's register first; its digest speaks of its own order, so the other
    order is tried before a difference is stated.
    """
    from padan.matching.digests import table_digest
    from padan.matching.rules import RuleSet

    rules = RuleSet.from_bytes(inputs.rules)
    checks = [
        check(
            "rules",
            "Aturan pemadanan sama",
            rules.digest == content.run.rules,
            f"di sini {rules.digest[:16]}…",
        ),
        _table(content.first.name, table_digest(inputs.first), content.run.first),
        _table(content.second.name, table_digest(inputs.second), content.run.second),
    ]
    if any(one.state is CheckState.DIFFERS for one in checks):
        detail = "masukan atau aturan berbeda, sehingga hasilnya tidak dapat dibandingkan"
        return [*checks, Check("result", RESULT_LABEL, CheckState.DIFFERS, detail)]
    forward = _run(content, inputs, False, progress, cancel)
    if forward.digests["result"] == content.run.result:
        return [*checks, Check("result", RESULT_LABEL, CheckState.OK), *_counts(content, forward, "a", "b")]
    backward = _run(content, inputs, True, progress, cancel)
    same = backward.digests["result"] == content.run.result
    found = forward.digests["result"]
    detail = f"tertulis {content.run.result[:16]}…, dihitung {found[:16]}…"
    return [*checks, check("result", RESULT_LABEL, same, detail), *_counts(content, backward, "b", "a")]


def _table(party: str, found: str, stated: str) -> Check:
    return check(
        "table", f"Isi register {party} sama", found == stated, f"sidik isi {found[:16]}… ≠ {stated[:16]}…"
    )


def _run(
    content: BeritaAcaraContent, inputs: Inputs, swapped: bool, progress: Progress, cancel: Cancel
) -> "MatchResult":
    from padan.matching.engine import run_matching
    from padan.matching.rules import RuleSet
    from padan.matching.tabulate import decisions_frame

    lines = [(one.row_a, one.row_b, one.verdict) for one in content.decisions]
    a, b = inputs.first, inputs.second
    if swapped:
        lines, a, b = [(two, one, verdict) for one, two, verdict in lines], b, a
    decisions = decisions_frame(lines) if lines else None
    return run_matching(
        a, b, RuleSet.from_bytes(inputs.rules), decisions=decisions, progress=progress, cancel=cancel
    )


def _counts(content: BeritaAcaraContent, result: "MatchResult", first: str, second: str) -> Sequence[Check]:
    summary = result.summary["classes"]
    assert isinstance(summary, dict)
    checks = []
    for party, stated, side in (
        (content.first, content.counts_first, first),
        (content.second, content.counts_second, second),
    ):
        found = counts_from(summary[side], side)
        label = f"Tabel 1 {party.short_name} sama dengan hasil hitung ulang"
        checks.append(check("table_1", label, found == stated, f"dihitung {found}"))
    return checks


def counts_from(classes: dict[str, int], side: str) -> ClassCounts:
    """Return one side's classes as Table 1 counts them; `side` is 'a' or 'b' of the run."""
    return ClassCounts(
        identical=classes.get("identical", 0),
        differing=classes.get("differing", 0),
        only_here=classes.get(f"only_{side}", 0),
        duplicate=classes.get("duplicate", 0),
        invalid=classes.get("invalid", 0),
        review=classes.get("review", 0),
    )
