"""Computing a stated result anew from two register tables; shared by the checks of documents, no use case
itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from padan.common.errors import Fault
from padan.common.progress import Cancel, Progress
from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.berita_acara_parts import ClassCounts
from padan.domain.elements import BY_CODE
from padan.matching.results import counts_by_element
from padan.matching.table import Table
from padan.services.document_evidence import Check, CheckState, check

RESULT_LABEL = "Hasil pemadanan dihitung ulang dan sama"
RULES_LABEL = "Aturan pemadanan sama"
CLASS_WORDS = {
    "identical": "padan seluruh unsur",
    "differing": "padan dengan perbedaan",
    "only_here": "tidak ditemukan pada pihak lain",
    "duplicate": "ganda",
    "invalid": "identitas tidak sah",
    "review": "perlu penelaahan bersama",
}

if TYPE_CHECKING:
    from padan.matching.engine import MatchResult


@dataclass(frozen=True)
class Inputs:
    """The tables of party one and party two as read anew, and the rule set's bytes.

    `rules_given` tells that the rule set is the one meant; the shipped one may be newer than the document.
    """

    first: Table
    second: Table
    rules: bytes
    rules_given: bool = True


def recomputed_checks(
    content: BeritaAcaraContent, inputs: Inputs, progress: Progress, cancel: Cancel
) -> list[Check]:
    """Check rules, both tables, the result, Tables 1 and 2 against a fresh run with the document's decisions.

    The stated run may have named party two's register first; its digest speaks of its own order, so the other
    order is tried before a difference is stated. With other tables the run is made all the same: what differs
    in Tables 1 and 2 says what the difference amounts to.
    """
    from padan.matching.digests import table_digest

    rules = _rules_check(content, inputs)
    if rules.state is CheckState.NOT_CHECKED:
        return [
            rules,
            Check("result", RESULT_LABEL, CheckState.NOT_CHECKED, "aturan pemadanannya diperlukan"),
        ]
    inputs_checks = [
        rules,
        _table(content.first.name, table_digest(inputs.first), content.run.first),
        _table(content.second.name, table_digest(inputs.second), content.run.second),
    ]
    comparable = all(one.state is CheckState.OK for one in inputs_checks)
    try:
        return [*inputs_checks, *_result_checks(content, inputs, comparable, progress, cancel)]
    except Fault as fault:
        if comparable:
            raise
        detail = f"masukan atau aturan berbeda; keputusan telaah tidak dapat diterapkan (kode {fault.code})"
        return [*inputs_checks, Check("result", RESULT_LABEL, CheckState.DIFFERS, detail)]


def _rules_check(content: BeritaAcaraContent, inputs: Inputs) -> Check:
    from padan.matching.rules import RuleSet

    rules = RuleSet.from_bytes(inputs.rules)
    here = f"di sini versi {rules.version} ({rules.digest[:16]}…)"
    detail = f"berita acara memakai versi {content.rules_version} ({content.run.rules[:16]}…), {here}"
    if rules.digest != content.run.rules and not inputs.rules_given:
        detail += "; sertakan aturan itu dengan --rules"
        return Check("rules", RULES_LABEL, CheckState.NOT_CHECKED, detail)
    return check("rules", RULES_LABEL, rules.digest == content.run.rules, detail)


def _table(party: str, found: str, stated: str) -> Check:
    return check(
        "table", f"Isi register {party} sama", found == stated, f"sidik isi {found[:16]}… ≠ {stated[:16]}…"
    )


def _result_checks(
    content: BeritaAcaraContent, inputs: Inputs, comparable: bool, progress: Progress, cancel: Cancel
) -> list[Check]:
    made = _run(content, inputs, False, progress, cancel)
    sides, found = ("a", "b"), made.digests["result"]
    if comparable and found != content.run.result:
        made, sides = _run(content, inputs, True, progress, cancel), ("b", "a")
    if comparable:
        detail = f"tertulis {content.run.result[:16]}…, dihitung {found[:16]}…"
        result = check("result", RESULT_LABEL, made.digests["result"] == content.run.result, detail)
    else:
        detail = "masukan atau aturan berbeda; selisihnya tampak pada Tabel 1 dan 2"
        result = Check("result", RESULT_LABEL, CheckState.DIFFERS, detail)
    return [result, *_counts(content, made, *sides), _differences(content, made)]


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
        checks.append(check("table_1", label, found == stated, _unlike(stated, found)))
    return checks


def _unlike(stated: ClassCounts, found: ClassCounts) -> str:
    named = [
        (CLASS_WORDS[one.name], getattr(stated, one.name), getattr(found, one.name)) for one in fields(stated)
    ]
    return _said([*named, ("jumlah", stated.total(), found.total())])


def _said(figures: Sequence[tuple[str, int, int]]) -> str:
    return "; ".join(f"{name}: tertulis {one}, dihitung {two}" for name, one, two in figures if one != two)


def _differences(content: BeritaAcaraContent, result: "MatchResult") -> Check:
    found = counts_by_element(result.findings)
    stated = {one.code: one.count for one in content.elements}
    codes = [code for code in BY_CODE if code in found or code in stated]
    figures = [(BY_CODE[code].label, stated.get(code, 0), found.get(code, 0)) for code in codes]
    holds = stated == {code: count for code, count in found.items() if count}
    return check("table_2", "Tabel 2 sama dengan hasil hitung ulang", holds, _said(figures))


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
