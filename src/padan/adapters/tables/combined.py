"""Splits columns in which an office writes two elements in one cell; a cell that cannot be split is noted."""

import polars as pl

from padan.adapters.tables.problems import Lines, Problems
from padan.common.codes.rows import COMBINED_UNREADABLE

_NIP = r"((?:[0-9][ .\-]?){17}[0-9]|(?:[0-9][ .]?){8}[0-9])"
_DATE = r"([0-9]{1,4}[-/. ]+(?:[0-9]{1,2}|[A-Za-z]{3,9})[-/. ]+[0-9]{1,4})\s*$"
_GOL = r"^\s*\(?([IVX]{1,4} ?/ ?[A-Ea-e]|[IVX]{1,5})\b"
_EDGES = " \t/,;:|()-–—'"
_NIP_WORD = r"(?i)[/,;:|(\-\s]*\bNIP[\s.:]*$"


def split_combined(frame: pl.DataFrame, lines: Lines, problems: Problems) -> pl.DataFrame:
    """Return the frame with the parts of combined columns under their own fields; a field's own column comes
    first.
    """
    if "_nama_nip" in frame.columns:
        number = pl.col("_nama_nip").str.extract(_NIP)
        rest = pl.col("_nama_nip").str.replace(_NIP, "").str.replace(_NIP_WORD, "").str.strip_chars(_EDGES)
        rest = pl.when(rest.str.len_chars() > 0).then(rest)
        frame = _put(frame, "_nama_nip", {"nama": rest, "nip_baru": number}, "nip_baru", lines, problems)
    if "_tempat_tanggal_lahir" in frame.columns:
        date = pl.col("_tempat_tanggal_lahir").str.extract(_DATE)
        serial = pl.col("_tempat_tanggal_lahir").str.extract(r"([0-9]{5})\s*$")
        parts = {"tanggal_lahir": pl.coalesce(date, serial)}
        frame = _put(frame, "_tempat_tanggal_lahir", parts, "tanggal_lahir", lines, problems)
    if "_golongan_tmt" in frame.columns:
        parts = {
            "gol_akhir_nama": pl.col("_golongan_tmt").str.extract(_GOL),
            "tmt_golongan": pl.col("_golongan_tmt").str.extract(_DATE),
        }
        frame = _put(frame, "_golongan_tmt", parts, "gol_akhir_nama", lines, problems)
    return frame


def _put(
    frame: pl.DataFrame, source: str, parts: dict[str, pl.Expr], must: str, lines: Lines, problems: Problems
) -> pl.DataFrame:
    split = frame.select(**parts)
    missing = (frame.get_column(source).is_not_null() & split.get_column(must).is_null()).to_numpy()
    if missing.any():
        evidence = frame.get_column(source).filter(pl.Series(missing))
        problems.add(COMBINED_UNREADABLE, must, lines[missing], evidence)
    for name in parts:
        found = split.get_column(name)
        if name in frame.columns:
            found = (
                pl.DataFrame({"own": frame.get_column(name), "found": found})
                .select(pl.coalesce("own", "found"))
                .to_series()
            )
        frame = frame.with_columns(found.alias(name))
    return frame.drop(source)
