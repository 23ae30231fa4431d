"""Finding out which file is whose register, and in what it differs from the one a document names; no use case
itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from padan.common.errors import Fault
from padan.common.progress import Cancel, Progress
from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.berita_acara_parts import Source
from padan.domain.intake import ReadOptions, ReadRegister
from padan.matching.table import Table
from padan.services.document_evidence import Check, CheckState, check
from padan.services.ports.tools import Tools

SHOWN_ROWS = 5


@dataclass(frozen=True)
class Found:
    """The checks on the files, and the tables of party one and two as far as files could be read as them."""

    checks: Sequence[Check]
    tables: Sequence[Table]


@dataclass(frozen=True)
class _Reading:
    """A file read as one source, or the fault that it met."""

    read: ReadRegister | None
    digest: str = ""
    fault: int = 0


def find_registers(
    tools: Tools,
    content: BeritaAcaraContent,
    paths: Sequence[Path],
    kept: Mapping[str, Table],
    *,
    progress: Progress,
    cancel: Cancel,
) -> Found:
    """Assign each source its file: by SHA-256, else by equal content, else the one that is left.

    `kept` holds snapshots of the workspace by content digest: against them the differing rows are named.
    """
    left = list(paths)
    exact = [_by_sha(tools, source, left) for source in content.sources]
    left = [path for path in left if path not in exact]
    checks: list[Check] = []
    tables: list[Table] = []
    for source, path in zip(content.sources, exact, strict=True):
        reading: _Reading | None
        if path is not None:
            reading = _read(tools, path, _options(source), progress, cancel)
        else:
            other, reading = _closest(tools, source, left, progress, cancel)
            left = [one for one in left if one != other]
        checks += _file_checks(source, reading, path is not None, kept.get(source.table_digest))
        if reading is not None and reading.read is not None:
            tables.append(reading.read.table)
    return Found(checks, tables)


def _by_sha(tools: Tools, source: Source, paths: Sequence[Path]) -> Path | None:
    return next((path for path in paths if tools.files.digest(str(path)) == source.file_sha256), None)


def _closest(
    tools: Tools, source: Source, paths: Sequence[Path], progress: Progress, cancel: Cancel
) -> tuple[Path | None, _Reading | None]:
    """Return the file whose content is the stated one, else the one that fills most of its columns."""
    best: tuple[int, Path | None, _Reading | None] = (-1, None, None)
    for path in paths:
        reading = _read(tools, path, _loose_options(source), progress, cancel)
        if reading.digest == source.table_digest:
            return path, reading
        likeness = 0 if reading.read is None else len(_columns(source) & set(reading.read.table.columns))
        if likeness > best[0]:
            best = (likeness, path, reading)
    return best[1], best[2]


def _read(tools: Tools, path: Path, options: ReadOptions, progress: Progress, cancel: Cancel) -> _Reading:
    from padan.matching.digests import table_digest

    try:
        read = tools.reader.read(path, options, progress=progress, cancel=cancel)
    except Fault as fault:
        return _Reading(None, fault=fault.code)
    return _Reading(read, table_digest(read.table))


def _options(source: Source) -> ReadOptions:
    """Read the file with the mapping the document states, however odd the file is by now known to be."""
    return ReadOptions(
        sheet=source.sheet or None,
        mapping={one.header: one.field for one in source.mapping},
        allow_empty=True,
        accept_spreadsheet_damage=True,
    )


def _loose_options(source: Source) -> ReadOptions:
    """Read a file that may have other columns, order or format: the named headings, and no field more."""
    return ReadOptions(
        mapping={one.header: one.field for one in source.mapping if not one.header.startswith("#")},
        mapping_must_apply=False,
        allowed_fields=frozenset(_columns(source)) or None,
        allow_empty=True,
        accept_spreadsheet_damage=True,
    )


def _columns(source: Source) -> set[str]:
    return {one.field for one in source.mapping if one.field}


def _file_checks(
    source: Source, reading: _Reading | None, same_file: bool, kept: Table | None
) -> list[Check]:
    label = f"Berkas register {source.register} sama dengan yang diterima"
    if reading is None:
        detail = f"tidak ada berkas dengan SHA-256 {source.file_sha256[:16]}…"
        return [Check("file", label, CheckState.DIFFERS, detail)]
    if reading.read is None:
        detail = f"berkas tidak dapat dibaca sebagai register ini (kode {reading.fault})"
        return [Check("file", label, CheckState.DIFFERS, detail)]
    checks = [_refused_check(source, reading.read)]
    if same_file:
        return [Check("file", label, CheckState.OK), *checks]
    if reading.digest == source.table_digest:
        label = f"Isi berkas register {source.register} sama dengan yang diterima"
        detail = f"{reading.read.report.file_name}: bentuk atau urutan kolomnya lain, isinya sama"
        return [Check("file", label, CheckState.OK, detail), *checks]
    return [Check("file", label, CheckState.DIFFERS, _unlike(source, reading.read, kept)), *checks]


def _refused_check(source: Source, read: ReadRegister) -> Check:
    found = read.report.rows_refused
    detail = f"tertulis {source.rows_refused}, dihitung {found}"
    label = f"Baris register {source.register} yang ditolak saat penerimaan sama banyaknya"
    return check("refused", label, found == source.rows_refused, detail)


def _unlike(source: Source, read: ReadRegister, kept: Table | None) -> str:
    """Say in what another file differs: rows, columns and, where the snapshot is at hand, which rows."""
    said = [f"{read.report.file_name}: SHA-256 {read.report.file_sha256[:16]}… ≠ {source.file_sha256[:16]}…"]
    if read.report.rows_kept != source.rows:
        said.append(f"{read.report.rows_kept} baris, tertulis {source.rows}")
    stated = set(kept.columns) if kept is not None else None
    if stated is not None:
        found = set(read.table.columns)
        said += [f"kolom {name} tidak ada" for name in sorted(stated - found) if not name.startswith("_")]
        said += [f"kolom {name} tambahan" for name in sorted(found - stated) if not name.startswith("_")]
    if kept is not None:
        said.append(_rows_unlike(read.table, kept))
    return "; ".join(one for one in said if one)


def _rows_unlike(found: Table, stated: Table) -> str:
    columns = [name for name in stated.columns if name in found.columns and name != "_sheet_row"]
    theirs = {one["_row"]: one for one in found.iter_rows(named=True)}
    unlike = []
    for one in stated.iter_rows(named=True):
        other = theirs.pop(one["_row"], None)
        if other is None or any(one[name] != other[name] for name in columns):
            unlike.append(int(str(one["_row"])) + 1)
    unlike += [int(str(row)) + 1 for row in theirs]
    if not unlike:
        return ""
    shown = ", ".join(str(row) for row in sorted(unlike)[:SHOWN_ROWS])
    more = " …" if len(unlike) > SHOWN_ROWS else ""
    return f"{len(unlike)} baris berbeda (baris data ke-{shown}{more})"
