"""An intake report in words and in JSON; counts, codes and column names only, never a value of a row."""

from padan.cli.fault_text import words_of, words_of_any
from padan.cli.words import pairs, table
from padan.domain.intake import IntakeReport, Notice

SHOWN_PROBLEMS = 20


def intake_values(report: IntakeReport) -> dict[str, object]:
    """Return rows, refusals by code, dropped columns and warnings."""
    refusing = {one.code for one in report.problems if one.refused}
    return {
        "file": report.file_name,
        "sha256": report.file_sha256,
        "bytes": report.size_bytes,
        "format": report.shape.format,
        "sheet": report.shape.sheet,
        "encoding": report.shape.encoding,
        "delimiter": report.shape.delimiter,
        "header_row": report.shape.header_row,
        "skipped_rows": report.shape.skipped_rows,
        "rows": {"read": report.rows_read, "kept": report.rows_kept, "refused": report.rows_refused},
        "refused_codes": {str(code): report.problem_counts[code] for code in sorted(refusing)},
        "problem_codes": {str(code): count for code, count in sorted(report.problem_counts.items())},
        "columns": _columns(report),
        "warnings": [_notice_values(one) for one in report.warnings],
    }


def _columns(report: IntakeReport) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {"kept": [], "dropped_scope": [], "dropped_never": [], "ignored": []}
    for one in report.columns:
        places[one.disposition].append(one.field or one.header)
    return places


def _notice_values(notice: Notice) -> dict[str, object]:
    message, _remedy = words_of(notice.code, notice.values)
    return {"code": notice.code, "message": message}


def intake_text(report: IntakeReport) -> str:
    """Return the report as an officer reads it."""
    columns = _columns(report)
    facts: dict[str, object] = {
        "Berkas": report.file_name,
        "Bentuk": " ".join(filter(None, (report.shape.format, report.shape.encoding, report.shape.sheet))),
        "Baris dibaca": report.rows_read,
        "Baris diterima": report.rows_kept,
        "Baris ditolak": report.rows_refused,
        "Kolom diterima": len(columns["kept"]),
        "Di luar lingkup": ", ".join(columns["dropped_scope"]),
        "Tidak boleh diterima": ", ".join(columns["dropped_never"]),
        "Kolom tak dikenal": ", ".join(columns["ignored"]),
    }
    parts = [pairs(facts)]
    if report.problem_counts:
        counts = sorted(report.problem_counts.items(), key=lambda one: -one[1])[:SHOWN_PROBLEMS]
        rows = [(str(code), count, words_of_any(code)[0]) for code, count in counts]
        parts.append(table(("Kode", "Baris", "Masalah"), rows))
    parts += [f"Peringatan: {words_of(one.code, one.values)[0]} ({one.code})" for one in report.warnings]
    return "\n\n".join(parts)
