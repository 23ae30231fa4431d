"""A run's figures in words: classes per side, findings by element, what was not compared, digests."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from padan.cli.vocabulary import element_label, word
from padan.cli.words import decimal, number, pairs, table

CLASSES = ("identical", "differing", "review", "only_a", "only_b", "duplicate", "invalid")
KINDS = ("different", "empty_a", "empty_b")
REASONS = {
    "absent_a": "kolom tidak ada di A",
    "absent_b": "kolom tidak ada di B",
    "absent_both": "kolom tidak ada di keduanya",
}
SAME_SOURCE = (
    "Perhatian: isi kedua register sama (berkas yang sama diterima untuk kedua pihak), sehingga semua baris "
    "tentu cocok. Periksa berkasnya sebelum menyusun berita acara."
)
MIB = 1 << 20


def classes_text(rows: Mapping[str, int], classes: Mapping[str, Mapping[str, int]]) -> str:
    """Return Table 1 in small: every class of both sides, and the sum, which equals the rows."""
    lines: list[Sequence[object]] = [
        (word("class", code), classes["a"].get(code, 0), classes["b"].get(code, 0))
        for code in CLASSES
        if classes["a"].get(code, 0) or classes["b"].get(code, 0)
    ]
    lines.append(("Jumlah", rows["a"], rows["b"]))
    return table(("Golongan", "A", "B"), lines)


def summary_text(summary: Mapping[str, Any]) -> str:
    """Return classes, findings by element, what was not compared, seconds and memory."""
    parts = [classes_text(summary["rows"], summary["classes"])]
    findings = summary.get("findings")
    if isinstance(findings, Mapping) and findings:
        parts.append(
            table(("Unsur", "Temuan"), [(element_label(code), _total(n)) for code, n in findings.items()])
        )
    if summary.get("same_source"):
        parts.insert(0, SAME_SOURCE)
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
