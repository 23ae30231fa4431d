"""A run's figures in words: classes per side, findings by element, what was not compared, digests."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from padan.cli.words import decimal, number, pairs, table
from padan.domain.elements import BY_CODE

CLASSES = {
    "identical": "padan seluruh unsur",
    "differing": "padan dengan perbedaan",
    "review": "perlu ditelaah",
    "only_a": "hanya di A",
    "only_b": "hanya di B",
    "duplicate": "ganda",
    "invalid": "identitas tidak sah",
}
KINDS = {"different": "berbeda", "empty_a": "kosong di A", "empty_b": "kosong di B"}
VERDICTS = {"same": "orang yang sama", "different": "orang berbeda", "later": "nanti"}
REASONS = {
    "absent_a": "kolom tidak ada di A",
    "absent_b": "kolom tidak ada di B",
    "absent_both": "kolom tidak ada di keduanya",
}
MIB = 1 << 20


def element_label(code: str) -> str:
    """Return an element's Indonesian label."""
    return BY_CODE[code].label if code in BY_CODE else code


def classes_text(rows: Mapping[str, int], classes: Mapping[str, Mapping[str, int]]) -> str:
    """Return Table 1 in small: every class of both sides, and the sum, which equals the rows."""
    lines: list[Sequence[object]] = [
        (label, classes["a"].get(code, 0), classes["b"].get(code, 0))
        for code, label in CLASSES.items()
        if classes["a"].get(code, 0) or classes["b"].get(code, 0)
    ]
    lines.append(("jumlah", rows["a"], rows["b"]))
    return table(("Golongan", "A", "B"), lines)


def summary_text(summary: Mapping[str, Any]) -> str:
    """Return classes, findings by element, what was not compared, seconds and memory."""
    parts = [classes_text(summary["rows"], summary["classes"])]
    findings = summary.get("findings")
    if isinstance(findings, Mapping) and findings:
        parts.append(
            table(("Unsur", "Temuan"), [(element_label(code), _total(n)) for code, n in findings.items()])
        )
    if summary.get("not_compared"):
        parts.append("Tidak dibandingkan: " + ", ".join(_not_compared(summary["not_compared"])))
    seconds = summary.get("seconds") or {}
    if seconds:
        stages = ", ".join(f"{stage} {decimal(float(spent))}" for stage, spent in seconds.items())
        total = decimal(sum(float(one) for one in seconds.values()))
        parts.append(f"Waktu {total} detik ({stages}); memori puncak {_memory(summary)} MiB")
    return "\n\n".join(parts)


def _total(count: object) -> int:
    return sum(int(one) for one in count.values()) if isinstance(count, Mapping) else int(str(count))


def _not_compared(found: Mapping[str, str] | Iterable[str]) -> list[str]:
    if not isinstance(found, Mapping):
        return [element_label(str(code)) for code in found]
    return [f"{element_label(code)} ({REASONS.get(reason, reason)})" for code, reason in found.items()]


def _memory(summary: Mapping[str, Any]) -> str:
    return number(int(summary.get("peak_memory_bytes", 0)) // MIB)


def digests_text(digests: Mapping[str, object]) -> str:
    """Return the digests, one a line."""
    names = {
        "a": "Sidik A",
        "b": "Sidik B",
        "rules": "Sidik aturan",
        "decisions": "Sidik telaah",
        "result": "Sidik hasil",
    }
    return pairs({names[code]: digest for code, digest in digests.items() if code in names})
