"""The checks behind the quality rules, each as two column expressions: to whom it applies, and who fails; no
weights here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import polars as pl

Parameters = Mapping[str, object]


@dataclass(frozen=True)
class Check:
    """`needs`: columns without which the check cannot be made (of a tuple inside, one is enough)."""

    needs: tuple[str | tuple[str, ...], ...]
    applies: Callable[[Parameters, date], pl.Expr]
    fails: Callable[[Parameters, date], pl.Expr]


_DAY = r"^\d{4}-\d{2}-\d{2}$"


def _date(name: str) -> pl.Expr:
    return pl.col(name).str.to_date("%Y-%m-%d", strict=False)


def _filled(name: str) -> pl.Expr:
    return pl.col(name).is_not_null() & (pl.col(name).str.len_bytes() > 0)


def _nip() -> pl.Expr:
    digits = pl.col("nip_baru").str.replace_all(r"[^0-9]", "")
    return pl.when(digits.str.contains(r"^\d{18}$")).then(digits)


def _is_pppk() -> pl.Expr:
    return _nip().str.slice(12, 2).cast(pl.Int32, strict=False) > 12


def _everyone(parameters: Parameters, position: date) -> pl.Expr:
    return pl.lit(True)


def _text(parameters: Parameters, name: str) -> str:
    return str(parameters[name])


def _number(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int32, strict=False)


def _minimum(parameters: Parameters, name: str) -> dict[str, int]:
    return {key: int(value) for key, value in cast("Mapping[str, int]", parameters[name]).items()}


def _level_minimum(parameters: Parameters) -> pl.Expr:
    """Return the least education a position's level asks for; null where its name ends in no level."""
    words = pl.col("jabatan_nama").str.to_uppercase()
    result: pl.Expr = pl.lit(None, dtype=pl.Int32)
    for level, least in sorted(_minimum(parameters, "levels").items(), key=lambda item: len(item[0])):
        result = (
            pl.when(words.str.ends_with(" " + level)).then(pl.lit(least, dtype=pl.Int32)).otherwise(result)
        )
    return result


def _by_key(column: str, table: dict[str, int]) -> pl.Expr:
    return pl.col(column).replace_strict(table, default=None, return_dtype=pl.Int32)


def _same_office() -> pl.Expr:
    return pl.col("instansi_induk_id") == pl.col("instansi_kerja_id")


def _empty(names: Sequence[str]) -> pl.Expr:
    return pl.all_horizontal([~_filled(name) for name in names]).fill_null(True)


def _years_before(position: date, years: int) -> pl.Expr:
    return pl.lit(position).dt.offset_by(f"-{years}y")


def _retirement(parameters: Parameters) -> pl.Expr:
    """Return the month after which a person is past the age limit of the position's level."""
    words = pl.col("jabatan_nama").str.to_uppercase().fill_null("")
    age: pl.Expr = pl.lit(int(cast(int, parameters["otherwise"])), dtype=pl.Int32)
    for level, limit in sorted(_minimum(parameters, "levels").items()):
        age = pl.when(words.str.ends_with(" " + level)).then(pl.lit(limit, dtype=pl.Int32)).otherwise(age)
    return pl.date(_date("tanggal_lahir").dt.year() + age, _date("tanggal_lahir").dt.month(), 1).dt.offset_by(
        "1mo"
    )


CHECKS: dict[str, Check] = {
    "date_after": Check(
        ("tmt_cpns", "tmt_pns"),
        lambda p, d: _date("tmt_cpns").is_not_null() & _date("tmt_pns").is_not_null(),
        lambda p, d: _date("tmt_cpns") > _date("tmt_pns"),
    ),
    "seconded_at_home": Check(
        ("jenis_pegawai_nama", "instansi_induk_id", "instansi_kerja_id"),
        lambda p, d: (
            _filled("jenis_pegawai_nama") & _filled("instansi_induk_id") & _filled("instansi_kerja_id")
        ),
        lambda p, d: pl.col("jenis_pegawai_nama").str.contains(_text(p, "words")) == _same_office(),
    ),
    "structural_too_early": Check(
        ("jenis_jabatan_id", "tmt_cpns"),
        lambda p, d: (pl.col("jenis_jabatan_id") == "1") & _date("tmt_cpns").is_not_null(),
        lambda p, d: _date("tmt_cpns") > _years_before(d, int(cast(int, p["years"]))),
    ),
    "nik_invalid": Check(
        ("nik",),
        lambda p, d: _filled("nik"),
        lambda p, d: ~pl.col("nik").str.replace_all(r"[\s'.]", "").str.contains(r"^[1-9]\d{15}$"),
    ),
    "nik_flagged": Check(
        ("is_valid_nik",),
        lambda p, d: _filled("is_valid_nik"),
        lambda p, d: pl.col("is_valid_nik").str.to_lowercase().is_in(["0", "false", "f", "tidak"]),
    ),
    "executor_with_functional_name": Check(
        ("jenis_jabatan_id", "jabatan_nama"),
        lambda p, d: pl.col("jenis_jabatan_id") == "4",
        lambda p, d: pl.col("jabatan_nama").str.to_uppercase().str.contains(_text(p, "words")),
    ),
    "education_below_level": Check(
        ("jabatan_nama", "tingkat_pendidikan_id"),
        lambda p, d: _level_minimum(p).is_not_null() & _number("tingkat_pendidikan_id").is_not_null(),
        lambda p, d: _number("tingkat_pendidikan_id") < _level_minimum(p),
    ),
    "rank_below_echelon": Check(
        ("eselon_id", "gol_akhir_id"),
        lambda p, d: (
            _by_key("eselon_id", _minimum(p, "echelons")).is_not_null()
            & _number("gol_akhir_id").is_not_null()
        ),
        lambda p, d: _number("gol_akhir_id") < _by_key("eselon_id", _minimum(p, "echelons")),
    ),
    "education_below_echelon": Check(
        ("eselon_id", "tingkat_pendidikan_id"),
        lambda p, d: (
            _by_key("eselon_id", _minimum(p, "echelons")).is_not_null()
            & _number("tingkat_pendidikan_id").is_not_null()
        ),
        lambda p, d: _number("tingkat_pendidikan_id") < _by_key("eselon_id", _minimum(p, "echelons")),
    ),
    "position_empty": Check(("jabatan_nama",), _everyone, lambda p, d: _empty(["jabatan_nama"])),
    "education_empty": Check(("pendidikan_nama",), _everyone, lambda p, d: _empty(["pendidikan_nama"])),
    "tmt_pns_empty": Check(
        ("tmt_pns", "status_cpns_pns"),
        lambda p, d: pl.col("status_cpns_pns").str.to_uppercase().is_in(["P", "PNS"]),
        lambda p, d: _empty(["tmt_pns"]),
    ),
    "titles_empty": Check(
        ("gelar_depan", "gelar_belakang", "tingkat_pendidikan_id"),
        lambda p, d: _number("tingkat_pendidikan_id") >= int(cast(int, p["from"])),
        lambda p, d: _empty(["gelar_depan", "gelar_belakang"]),
    ),
    "email_empty": Check(("email",), _everyone, lambda p, d: _empty(["email"])),
    "phone_empty": Check(("nomor_hp",), _everyone, lambda p, d: _empty(["nomor_hp"])),
    "birth_against_nip": Check(
        ("tanggal_lahir", "nip_baru"),
        lambda p, d: pl.col("tanggal_lahir").str.contains(_DAY) & _nip().is_not_null(),
        lambda p, d: pl.col("tanggal_lahir").str.replace_all("-", "") != _nip().str.slice(0, 8),
    ),
    "tmt_cpns_against_nip": Check(
        ("tmt_cpns", "nip_baru"),
        lambda p, d: pl.col("tmt_cpns").str.contains(_DAY) & _nip().is_not_null() & ~_is_pppk(),
        lambda p, d: pl.col("tmt_cpns").str.replace_all("-", "").str.slice(0, 6) != _nip().str.slice(8, 6),
    ),
    "year_against_ni": Check(
        ("tmt_cpns", "nip_baru"),
        lambda p, d: pl.col("tmt_cpns").str.contains(_DAY) & _nip().is_not_null() & _is_pppk(),
        lambda p, d: pl.col("tmt_cpns").str.slice(0, 4) != _nip().str.slice(8, 4),
    ),
    "sex_against_nip": Check(
        ("jenis_kelamin", "nip_baru"),
        lambda p, d: (
            pl.col("jenis_kelamin").str.to_uppercase().is_in(["M", "L", "F", "P"]) & _nip().is_not_null()
        ),
        lambda p, d: (
            pl.col("jenis_kelamin")
            .str.to_uppercase()
            .replace_strict({"M": "1", "L": "1", "F": "2", "P": "2"}, default="")
            != _nip().str.slice(14, 1)
        ),
    ),
    "candidate_too_long": Check(
        ("status_cpns_pns", "tmt_cpns"),
        lambda p, d: (
            pl.col("status_cpns_pns").str.to_uppercase().is_in(["C", "CPNS"])
            & _date("tmt_cpns").is_not_null()
        ),
        lambda p, d: _date("tmt_cpns") <= _years_before(d, int(cast(int, p["years"]))),
    ),
    "two_structural_posts": Check(
        ("jenis_jabatan_id", "nip_baru"),
        lambda p, d: (pl.col("jenis_jabatan_id") == "1") & _nip().is_not_null(),
        lambda p, d: pl.struct(_nip().alias("nip"), "jenis_jabatan_id").is_duplicated(),
    ),
    "past_age_limit": Check(
        ("tanggal_lahir", "kedudukan_hukum_id", "jabatan_nama"),
        lambda p, d: (
            pl.col("kedudukan_hukum_id").is_in(cast("list[str]", p["active"]))
            & _date("tanggal_lahir").is_not_null()
        ),
        lambda p, d: _retirement(p) <= pl.lit(d),
    ),
    "leave_past_end": Check(
        ("kedudukan_hukum_id", "cltn_sampai"),
        lambda p, d: pl.col("kedudukan_hukum_id").is_in(["02", "13"]) & _date("cltn_sampai").is_not_null(),
        lambda p, d: _date("cltn_sampai") < pl.lit(d),
    ),
}
