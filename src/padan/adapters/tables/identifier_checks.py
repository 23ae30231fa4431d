"""Looks at NIP and NIK for what a spreadsheet did to them and for wrong shapes; changes nothing but a
doubtful NIK.
"""

from dataclasses import dataclass

import polars as pl

from padan.adapters.tables.problems import Lines, Problems
from padan.common.codes.files import DAMAGE_ACCEPTED, SPREADSHEET_DAMAGE
from padan.common.codes.rows import NIK_EXPONENT, NIK_ROUNDED, NIK_SHAPE, NIP_EXPONENT, NIP_ROUNDED, NIP_SHAPE
from padan.common.errors import UserFault

_ENOUGH = 50
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
    if "nip_baru" in frame.columns:
        _check(frame, lines, problems, _NIP)
        rounded = _digits("nip_baru").str.ends_with("000") & _is_whole("nip_baru", 18)
        _note(frame, lines, problems, NIP_ROUNDED, "nip_baru", _flags(frame, "nip_baru", rounded))
    if "nik" in frame.columns:
        _check(frame, lines, problems, _NIK)


@dataclass(frozen=True, slots=True)
class _Number:
    """How a number looks when it is whole: its column, its length, other forms it may take, and its codes."""

    column: str
    length: int
    otherwise: str
    exponent: int
    shape: int


_NIP = _Number("nip_baru", 18, _OLD_NIP, NIP_EXPONENT, NIP_SHAPE)
_NIK = _Number("nik", 16, r"^$", NIK_EXPONENT, NIK_SHAPE)


def _check(frame: pl.DataFrame, lines: Lines, problems: Problems, number: _Number) -> None:
    """Most numbers are whole as they stand; only the others are looked at more closely."""
    name = number.column
    odd = _flags(frame, name, ~_is_whole(name, number.length)).to_numpy()
    if not odd.any():
        return
    few, few_lines = frame.select(name).filter(pl.Series(odd)), lines[odd]
    exponent = _is_exponent(name)
    bare = pl.col(name).str.replace_all(_OUTER, "")
    whole = bare.str.contains(rf"^[0-9]{{{number.length}}}$|{number.otherwise}")
    _note(few, few_lines, problems, number.exponent, name, _flags(few, name, exponent))
    _note(few, few_lines, problems, number.shape, name, _flags(few, name, ~whole & ~exponent))
    if name == "nip_baru":
        spaced = bare.str.contains(r"^[0-9]{15}000$")
        _note(few, few_lines, problems, NIP_ROUNDED, name, _flags(few, name, spaced))


class DamageTally:
    """Tells whether the file as a whole went through a spreadsheet, from all of its rows.

    At least 50 numbers, and 1 % of NIPs ending in 000 or more than 20 % of NIKs ending in 0
    (intake-and-classes.md). A number in exponent form ends in zeros.
    """

    def __init__(self) -> None:
        self._counted = {"nip_baru": (0, 0), "nik": (0, 0)}

    def add(self, frame: pl.DataFrame) -> None:
        """Count the numbers of some rows."""
        for name, length, ending in (("nip_baru", 18, "000"), ("nik", 16, "0")):
            if name in frame.columns:
                filled, hit = self._counted[name]
                more, ends = _count(frame, name, length, ending)
                self._counted[name] = filled + more, hit + ends

    def damage(self) -> Damage | None:
        """Return what the counts say."""
        found, niks = [], False
        if (share := self._share("nip_baru")) is not None and share >= _NIP_SHARE:
            found.append(f"{_percent(share)} NIP berakhir 000")
        if (share := self._share("nik")) is not None and share > _NIK_SHARE:
            found.append(f"{_percent(share)} NIK berakhir 0")
            niks = True
        return Damage(", ".join(found), niks) if found else None

    def _share(self, name: str) -> float | None:
        filled, hit = self._counted[name]
        return hit / filled if filled >= _ENOUGH else None


def judge_damage(tally: DamageTally, problems: Problems, file: str, *, accepted: bool) -> bool:
    """Stop a damaged file; tell whether its NIKs are rounded when an officer takes it all the same."""
    damage = tally.damage()
    if damage is None:
        return False
    if not accepted:
        raise UserFault(SPREADSHEET_DAMAGE, file=file, detail=damage.detail)
    problems.notice(DAMAGE_ACCEPTED, file=file, detail=damage.detail)
    return damage.niks


def spoil_rounded_niks(frame: pl.DataFrame, lines: Lines, problems: Problems) -> pl.DataFrame:
    """Make rounded NIKs unusable as keys: exponents, as the spreadsheet held them."""
    digits = _digits("nik")
    rounded = digits.str.ends_with("0") & _is_whole("nik", 16)
    _note(frame, lines, problems, NIK_ROUNDED, "nik", _flags(frame, "nik", rounded))
    evidence = pl.concat_str(digits.str.head(1), pl.lit("."), digits.str.slice(1, 14), pl.lit("E+15"))
    return frame.with_columns(nik=pl.when(rounded).then(evidence).otherwise(pl.col("nik")))


def _digits(name: str) -> pl.Expr:
    """The number without the apostrophe a spreadsheet keeps text with: enough for all but the odd ones."""
    return pl.col(name).str.strip_chars("' ")


def _is_whole(name: str, length: int) -> pl.Expr:
    return _digits(name).str.contains(rf"^[0-9]{{{length}}}$")


def _flags(frame: pl.DataFrame, name: str, expression: pl.Expr) -> pl.Series:
    return frame.select(expression.fill_null(value=False).alias(name)).to_series()


def _is_exponent(name: str) -> pl.Expr:
    return _digits(name).str.contains(_EXPONENT)


def _note(
    frame: pl.DataFrame, lines: Lines, problems: Problems, code: int, name: str, flags: pl.Series
) -> None:
    if flags.any():
        problems.add(code, name, lines[flags.to_numpy()], frame.get_column(name).filter(flags))


def _count(frame: pl.DataFrame, name: str, length: int, ending: str) -> tuple[int, int]:
    """Return how many numbers are whole or in exponent form, and how many of them end so."""
    whole, exponent = _is_whole(name, length), _is_exponent(name)
    filled, hit = frame.select(
        filled=(whole | exponent).sum(), hit=(exponent | (whole & _digits(name).str.ends_with(ending))).sum()
    ).row(0)
    return int(filled or 0), int(hit or 0)


def _percent(share: float) -> str:
    return f"{share * 100:.1f}".replace(".", ",") + " %"
