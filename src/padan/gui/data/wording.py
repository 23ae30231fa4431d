"""Snapshots, previews and problems as lines and sentences; pure."""

from collections.abc import Mapping, Sequence

from padan.common.codes.work import FILE_OF_BOTH_PARTIES
from padan.domain.fields import FIELDS
from padan.domain.intake import ColumnUse, Preview
from padan.domain.snapshot import Snapshot, StoredProblem
from padan.gui.data.preview_page import ColumnLine, PreviewState
from padan.gui.fault_texts import words_of
from padan.gui.texts import day, decimal, moment, number, percent, t, word
from padan.gui.widgets.table import Line
from padan.services.browse_data import PersonFound

_PERSON = ("nip_baru", "nama", "tanggal_lahir", "jabatan_nama", "gol_akhir_nama", "unor_nama")


def snapshot_line(one: Snapshot) -> Line:
    """Return the list's line of a snapshot."""
    cells = (
        one.register,
        word("party_short", one.party),
        day(one.position),
        moment(one.received_at),
        number(one.rows),
        number(one.rows_refused),
        one.file_name,
    )
    order: dict[int, object] = {
        2: one.position.isoformat(),
        3: one.received_at.isoformat(),
        4: one.rows,
        5: one.rows_refused,
    }
    return Line(one.id, cells, order)


def snapshot_detail(one: Snapshot) -> str:
    """Return where a snapshot comes from, in one line."""
    return t(
        "data.detail",
        id=one.id,
        read=number(one.rows_read),
        kept=number(one.rows),
        refused=number(one.rows_refused),
        digest=one.file_sha256[:16],
    )


def problem_line(number_: int, one: StoredProblem) -> Line:
    """Return one row problem with its sentence and remedy."""
    told = words_of(one.code, {"column": one.column, "row": one.row, "sheet_row": one.sheet_row})
    refused = t("common.yes") if one.refused else t("common.no")
    cells = (
        str(one.sheet_row),
        str(one.row),
        one.column,
        str(one.code),
        told.message,
        told.remedy,
        refused,
        one.evidence,
    )
    return Line(str(number_), cells, {0: one.sheet_row, 1: one.row, 3: one.code})


def person_line(one: PersonFound) -> Line:
    """Return one person of a list, as masked as they come."""
    source = t("data.find.source", register=one.snapshot.register, position=day(one.snapshot.position))
    cells = (source, str(one.row), *(one.fields.get(name) or "" for name in _PERSON))
    return Line(f"{one.snapshot.id}:{one.row}", cells, {1: one.row})


def field_choices() -> list[tuple[str, str]]:
    """Return every field a column may be read as."""
    return [(one.name, f"{one.label} ({one.name})") for one in FIELDS.values() if one.standing == "kept"]


def preview_state(file_name: str, preview: Preview) -> PreviewState:
    """Return what the preview page shows."""
    shape, report = preview.shape, preview.report
    parts = [t("data.preview.format", format=shape.format.upper())]
    if shape.delimiter:
        parts.append(t("data.preview.delimiter", mark=shape.delimiter))
    if shape.encoding:
        parts.append(shape.encoding)
    if shape.sheet:
        parts.append(t("data.preview.sheet", sheet=shape.sheet))
    parts.append(t("data.preview.header", row=shape.header_row))
    if report is not None:
        parts.append(
            t("data.preview.counts", kept=number(report.rows_kept), refused=number(report.rows_refused))
        )
    shown = [use.field for use in preview.columns if use.disposition == "kept" and use.field]
    names = list(dict.fromkeys(shown))
    return PreviewState(
        title=t("data.preview.title_of", file=file_name),
        shape=" · ".join(parts),
        columns=[_column(use, preview.samples) for use in preview.columns],
        row_headings=[FIELDS[name].label if name in FIELDS else name for name in names],
        rows=[tuple(line.get(name) or "" for name in names) for line in preview.rows],
        problems=_problem_counts(preview),
        fault=fault_text(preview),
        caution=_caution(preview),
    )


def _column(use: ColumnUse, samples: Mapping[int, Sequence[str]]) -> ColumnLine:
    field = use.field if use.disposition == "kept" and use.field else ""
    return ColumnLine(
        use.header, field, word("disposition", use.disposition), " · ".join(samples.get(use.position, ()))
    )


def _problem_counts(preview: Preview) -> list[str]:
    if preview.report is None:
        return []
    lines = [_counted(code, count) for code, count in sorted(preview.report.problem_counts.items())]
    told = [words_of(notice.code, notice.values) for notice in preview.report.warnings]
    return [*lines, *(f"{one.message} {one.remedy}" for one in told)]


def _caution(preview: Preview) -> str:
    """Return what must be seen before receiving, not behind a tab: the other party sent the same."""
    if preview.report is None:
        return ""
    twins = [one for one in preview.report.warnings if one.code == FILE_OF_BOTH_PARTIES]
    told = [words_of(one.code, one.values) for one in twins]
    return " ".join(f"{one.message} {one.remedy}" for one in told)


def _counted(code: int, count: int) -> str:
    told = words_of(code, {})
    return f"{number(count)} × {code}: {told.message}"


def fault_text(preview: Preview) -> str:
    """Say why the file cannot be received as it stands; empty when it can."""
    if preview.fault is None:
        return ""
    told = words_of(preview.fault.code, preview.fault.values)
    return f"{told.message} {told.remedy} ({told.code})"


def quality_summary(quality: Mapping[str, object]) -> str:
    """Return the index and each dimension's score in one line."""
    parts = [
        t("data.quality_total", score=_score(quality.get("total")), rows=number(_int(quality.get("rows"))))
    ]
    scores = [f"{one.get('label')}: {_score(one.get('score'))}" for one in _entries(quality, "dimensions")]
    return " · ".join([*parts, *scores])


def quality_lines(quality: Mapping[str, object]) -> list[Line]:
    """Return one line for each rule: dimension, rule, to how many it applies, how many fail, share right."""
    names = {str(one.get("code")): str(one.get("label")) for one in _entries(quality, "dimensions")}
    lines = []
    for one in _entries(quality, "rules"):
        applicable, failing = _int(one.get("applicable")), _int(one.get("failing"))
        share = percent(applicable - failing, applicable) if one.get("assessed") else t("data.not_assessed")
        cells = (
            names.get(str(one.get("dimension")), str(one.get("dimension"))),
            str(one.get("label")),
            number(applicable),
            number(failing),
            share,
        )
        lines.append(Line(str(one.get("code")), cells, {2: applicable, 3: failing}))
    return lines


def _entries(quality: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    found = quality.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list | tuple) else []


def _int(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _score(value: object) -> str:
    return decimal(float(value)) if isinstance(value, int | float) else t("common.nothing")
