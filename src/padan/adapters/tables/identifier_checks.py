"""Looks at NIP and NIK for what a spreadsheet did to them and for wrong shapes; changes nothing but a doubtful NIK."""

from dataclasses import dataclass

import polars as pl

from padan.adapters.tables.problems import Lines, Problems
from padan.common.codes.files import DAMAGE_ACCEPTED, SPREADSHEET_DAMAGE
from padan.common.codes.rows import NIK_EXPONENT, NIK_ROUNDED, NIK_SHAPE, NIP_EXPONENT, NIP_ROUNDED, NIP_SHAPE
from padan.common.errors import UserFault

_ENOUGH_ROWS = 50
_NIP_SHARE, _NIK_SHARE = 0.01, 0.20
_EXPONENT = r"^[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}$"
_OUTER = r"[\s'’`.\-_=\"]"
_OLD_NIP = r"^[0-9A-Za-z][0-9]{8}$"


@dataclass(frozen=True, slots=True)
class Damage:
    """What share of the numbers look rounded, in words for the message."""

    detail: str
    niks: bool


def check_identifiers(frame: pl.DataFrame, lines: Lines, problems: Problems) -> None:
    """Note every NIP and NIK in exponent form, rounded, or of a wrong shape; the rows stay."""
    for name, shape, exponent, code in (
        ("nip_baru", r"^[0-9]{18}$|" + _OLD_NIP, NIP_EXPONENT, NIP_SHAPE),
        ("nik", r"^[0-9]{16}$", NIK_EXPONENT, NIK_SHAPE),
    ):
        if name not in frame.columns:
            continue
        states = frame.select(
            exponent=_is_exponent(name),
            rounded=_digits(name).str.contains(r"^[0-9]{15}000$")
            if name == "nip_baru"
            else pl.lit(value=False),
            wrong=~_digits(name).str.contains(shape),
        ).fill_null(value=False)
        _note(frame, lines, problems, exponent, name, states.get_column("exponent"))
        _note(frame, lines, problems, NIP_ROUNDED, name, states.get_column("rounded"))
        wrong = states.select(pl.col("wrong") & ~pl.col("exponent")).to_series()
        _note(frame, lines, problems, code, name, wrong)


def find_damage(frame: pl.DataFrame) -> Damage | None:
    """Tell whether the file as a whole went through a spreadsheet: at least 50 rows, 1 % of NIPs ending in 000,
    or more than 20 % of NIKs ending in 0 (intake-and-classes.md). A number in exponent form ends in zeros."""
    found = []
    niks = False
    if (share := _share(frame, "nip_baru", r"^[0-9]{15}000$")) is not None and share >= _NIP_SHARE:
        found.append(f"{_percent(share)} NIP berakhir 000")
    if (share := _share(frame, "nik", r"^[0-9]{15}0$")) is not None and share > _NIK_SHARE:
        found.append(f"{_percent(share)} NIK berakhir 0")
        niks = True
    return Damage(", ".join(found), niks) if found else None


def handle_damage(
    frame: pl.DataFrame, lines: Lines, problems: Problems, file: str, *, accepted: bool
) -> pl.DataFrame:
    """Stop a damaged file, or, when an officer takes it, make its rounded NIKs unusable as keys."""
    damage = find_damage(frame)
    if damage is None:
        return frame
    if not accepted:
        raise UserFault(SPREADSHEET_DAMAGE, file=file, detail=damage.detail)
    problems.notice(DAMAGE_ACCEPTED, file=file, detail=damage.detail)
    if not damage.niks:
        return frame
    digits = _digits("nik")
    rounded = digits.str.contains(r"^[0-9]{15}0$").fill_null(value=False)
    _note(frame, lines, problems, NIK_ROUNDED, "nik", frame.select(rounded).to_series())
    evidence = pl.concat_str(digits.str.head(1), pl.lit("."), digits.str.slice(1, 14), pl.lit("E+15"))
    return frame.with_columns(nik=pl.when(rounded).then(evidence).otherwise(pl.col("nik")))


def _digits(name: str) -> pl.Expr:
    return pl.col(name).str.replace_all(_OUTER, "")


def _is_exponent(name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars("' ").str.contains(_EXPONENT)


def _note(
    frame: pl.DataFrame, lines: Lines, problems: Problems, code: int, name: str, flags: pl.Series
) -> None:
    if flags.any():
        problems.add(code, name, lines[flags.to_numpy()], frame.get_column(name).filter(flags))


def _share(frame: pl.DataFrame, name: str, ending: str) -> float | None:
    if name not in frame.columns:
        return None
    counts = frame.select(
        filled=(
            _digits(name).str.contains(ending[:-1].replace("000", "[0-9]{3}").replace("}0", "}[0-9]") + "$")
            | _is_exponent(name)
        ).sum(),
        hit=(_digits(name).str.contains(ending) | _is_exponent(name)).sum(),
    ).row(0)
    filled, hit = counts
    return hit / filled if filled >= _ENOUGH_ROWS else None


def _percent(share: float) -> str:
    return f"{share * 100:.1f}".replace(".", ",") + " %"
