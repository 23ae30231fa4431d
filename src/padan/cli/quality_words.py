"""The data quality report in words: totals, dimensions and the rules that fail; counts only."""

from typing import Any

from padan.cli.words import decimal, pairs, table


def quality_text(report: dict[str, Any]) -> str:
    """Return the report as a table of dimensions and one of failing rules."""
    facts = {
        "Baris": report.get("rows"),
        "Posisi": report.get("position"),
        "Indeks": _score(report.get("total")),
    }
    dimensions = [(one["label"], _score(one["score"])) for one in report.get("dimensions", [])]
    failing = [one for one in report.get("rules", []) if one.get("failing")]
    failing.sort(key=lambda one: -int(one["failing"]))
    rows = [(one["code"], one["label"], one["failing"], one["applicable"]) for one in failing]
    return "\n\n".join(
        (
            pairs(facts),
            table(("Dimensi", "Nilai"), dimensions),
            table(("Aturan", "Uraian", "Tidak memenuhi", "Dinilai"), rows, "Semua aturan dipenuhi."),
        )
    )


def _score(value: object) -> str:
    return "tidak dinilai" if value is None else f"{decimal(float(str(value)))}%"
