"""Which element is compared how (intake-and-classes.md, Elements compared): one small function per element or
kind.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from padan.domain.elements import ELEMENTS, Element
from padan.domain.names import titles_of
from padan.matching.arrays import I64, Bools, Bytes
from padan.matching.code_mapping import CodeMapping, plain
from padan.matching.compare import (
    DIFFERENT,
    EMPTY_A,
    EMPTY_B,
    Compared,
    Side,
    combine,
    compare_coded,
    compare_positions,
    compare_texts,
    judge,
    names_state,
    shown,
    spelled,
)
from padan.matching.education import compare_education
from padan.matching.name_levels import NameRarity
from padan.matching.native.crew import Crew
from padan.matching.register import Register
from padan.matching.rules import RuleSet

NOT_IN_A, NOT_IN_B, NOT_IN_BOTH = "absent_a", "absent_b", "absent_both"


@dataclass(frozen=True)
class Context:
    """What the comparisons share."""

    rules: RuleSet
    mapping: CodeMapping
    rarity: NameRarity
    crew: Crew


def comparable(a: Register, b: Register, titles: tuple[bool, bool]) -> dict[str, str | None]:
    """Return for each element None when both registers carry it, else the code of the reason. Titles inside
    `nama` carry gelar too (`titles`: whether each side's names hold any).
    """
    return {element.code: _absence(element, a, b, titles) for element in ELEMENTS}


def _absence(element: Element, a: Register, b: Register, titles: tuple[bool, bool]) -> str | None:
    has = [
        any(name in table.columns for name in element.fields) or (element.code == "gelar" and inside)
        for table, inside in zip((a, b), titles, strict=True)
    ]
    if element.code == "jenjang":
        has = [_has_level(table) for table in (a, b)]
    if element.code in ("sk_jabatan", "angka_kredit", "uji_kompetensi", "berhenti_jf") and all(has):
        has = [any(name in a.columns and name in b.columns for name in element.fields)] * 2
    return {(True, True): None, (False, True): NOT_IN_A, (True, False): NOT_IN_B}.get(
        (has[0], has[1]), NOT_IN_BOTH
    )


def _has_level(table: Register) -> bool:
    return any(name in table.columns for name in ("jenjang", "jabatan_id", "jabatan_nama"))


def compare_element(code: str, a: Side, b: Side, context: Context) -> Compared:
    """Compare one element for all linked pairs; `code` is one that `comparable` allows."""
    return _COMPARERS[code](a, b, context)


def _nip(a: Side, b: Side, context: Context) -> Compared:
    left, right = a.identity, b.identity
    i, j = a.rows, b.rows
    both_new = (left.nip[i] > 0) & (right.nip[j] > 0)
    same = both_new & (left.nip[i] == right.nip[j])
    same |= ~both_new & (left.lama[i] > 0) & (left.lama[i] == right.lama[j])
    names = ["nip_baru" if side.has("nip_baru") else "nip_lama" for side in (a, b)]
    state = _rest(same, lambda rows: judge(a.column(names[0], rows), b.column(names[1], rows)))
    return Compared(state, shown(a, ("nip_baru",)), shown(b, ("nip_baru",)))


def _rest(same: Bools, compare: Callable[[I64], Bytes]) -> Bytes:
    """Compare as written what is not already known to be the same."""
    state = np.zeros(len(same), dtype=np.int8)
    rows = np.flatnonzero(~same)
    if len(rows):
        state[rows] = compare(rows)
    return state


def _nik(a: Side, b: Side, context: Context) -> Compared:
    left, right, i, j = a.identity, b.identity, a.rows, b.rows
    same = (left.nik[i] > 0) & (left.nik[i] == right.nik[j])
    same &= left.column("nik_size")[i] == right.column("nik_size")[j]

    def compare(rows: I64) -> Bytes:
        texts = a.column("nik", rows), b.column("nik", rows)
        state = judge(*texts)
        unlike = np.flatnonzero(state == DIFFERENT)
        if len(unlike):
            state[unlike] = judge(_bare(texts[0].gather(unlike)), _bare(texts[1].gather(unlike)))
        return state

    return Compared(_rest(same, compare), shown(a, ("nik",)), shown(b, ("nik",)))


def _bare(texts: pl.Series) -> pl.Series:
    """Return the letters and digits of each text, all at once: nearly every NIK differs as written."""
    bare = texts.str.replace_all(r"[^\p{Alphabetic}\p{N}]", "")
    return bare.set(bare == "", None)


def _nama(a: Side, b: Side, context: Context) -> Compared:
    return Compared(names_state(a, b, context.rarity, context.crew), shown(a, ("nama",)), shown(b, ("nama",)))


def _gelar(a: Side, b: Side, context: Context) -> Compared:
    names = context.rules.names
    text_a, text_b = _title_texts(a), _title_texts(b)
    spell = partial(_title_key, names_rules=names)
    return Compared(spelled(text_a, text_b, spell), text_a.gather, text_b.gather)


def _title_key(text: str, names_rules: object) -> str:
    return ",".join(dict.fromkeys(titles_of(text, names_rules)))  # type: ignore[arg-type]


def _title_texts(side: Side) -> pl.Series:
    """Return gelar depan, gelar belakang and the titles found inside the name as one text; null for none."""
    columns = [side.column(name).alias(name) for name in ("gelar_depan", "gelar_belakang") if side.has(name)]
    names = side.identity.names
    inside = names.titles.gather(names.title[side.rows]).alias("inside")
    frame = pl.DataFrame([*columns, inside])
    text = frame.select(pl.concat_str(pl.all(), separator=", ", ignore_nulls=True).alias("t"))["t"]
    return text.set(text == "", None)


def _sex(a: Side, b: Side, context: Context) -> Compared:
    left, right = a.identity.sex[a.rows], b.identity.sex[b.rows]
    return _known(a, b, (left > 0) & (left == right), "jenis_kelamin", context.mapping.sex)


def _born(a: Side, b: Side, context: Context) -> Compared:
    left, right = a.identity.birth[a.rows], b.identity.birth[b.rows]
    return _known(a, b, (left > 0) & (left == right), "tanggal_lahir", iso_date)


def _known(a: Side, b: Side, same: Bools, name: str, spell: Callable[[str], str]) -> Compared:
    """Compare a column whose parsed values were compared before."""
    state = _rest(same, lambda rows: spelled(a.column(name, rows), b.column(name, rows), spell))
    return Compared(state, shown(a, (name,)), shown(b, (name,)))


def _status(a: Side, b: Side, context: Context) -> Compared:
    return compare_texts(a, b, ("status_cpns_pns",), context.mapping.status)


def _dates(name: str) -> Callable[[Side, Side, Context], Compared]:
    def compare(a: Side, b: Side, context: Context) -> Compared:
        return compare_texts(a, b, (name,), iso_date)

    return compare


def iso_date(text: str) -> str:
    """Return ISO for ISO and for dd-mm-yyyy with `-`, `/` or `.`; any other text as plain words."""
    parts = text.strip()[:10].replace("/", "-").replace(".", "-").split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        if len(parts[0]) == 4:
            return f"{parts[0]}-{parts[1]:0>2}-{parts[2]:0>2}"
        return f"{parts[2]}-{parts[1]:0>2}-{parts[0]:0>2}"
    return plain(text)


def _mixed(*names: str) -> Callable[[Side, Side, Context], Compared]:
    def compare(a: Side, b: Side, context: Context) -> Compared:
        states = [
            spelled(a.column(name), b.column(name), _spelling(name))
            for name in names
            if a.has(name) and b.has(name)
        ]
        return Compared(combine(states), shown(a, names), shown(b, names))

    return compare


def _spelling(name: str) -> Callable[[str], str]:
    if name.endswith(("_tanggal", "_tmt")):
        return iso_date
    return _number if name == "angka_kredit" else plain


def _number(text: str) -> str:
    """Write a decimal number one way: `1.234,50`, `1234.5` and `1234,5` are the same."""
    digits = text.strip().replace(" ", "")
    if "," in digits:
        digits = digits.replace(".", "").replace(",", ".")
    try:
        return f"{float(digits):.3f}"
    except ValueError:
        return plain(text)


def _golongan(a: Side, b: Side, context: Context) -> Compared:
    return compare_coded(a, b, "gol_akhir_id", "gol_akhir_nama", context.mapping.rank)


def _coded(table: str, *stems: str) -> Callable[[Side, Side, Context], Compared]:
    """Compare code and name columns; with several stems those that both registers carry, each by itself, or
    whatever each side has when they share none.
    """

    def compare(a: Side, b: Side, context: Context) -> Compared:
        key = partial(context.mapping.coded, table)
        shared = [stem for stem in stems if a.has(*_columns(stem)) and b.has(*_columns(stem))]
        parts = [compare_coded(a, b, *_columns(stem), key) for stem in shared]
        if len(parts) == 1:
            return parts[0]
        fields = tuple(_columns(stem)[1] for stem in stems)
        states = [part.state for part in parts] or [np.zeros(len(a.rows), dtype=np.int8)]
        return Compared(combine(states), shown(a, fields), shown(b, fields))

    return compare


def _columns(stem: str) -> tuple[str, str]:
    return f"{stem}_id", f"{stem}_nama"


def _jabatan(a: Side, b: Side, context: Context) -> Compared:
    return compare_positions(a, b, context.mapping)[0]


def _jenjang(a: Side, b: Side, context: Context) -> Compared:
    return compare_positions(a, b, context.mapping)[1]


def _pendidikan(a: Side, b: Side, context: Context) -> Compared:
    return compare_education(a, b, context.mapping)


_COMPARERS: dict[str, Callable[[Side, Side, Context], Compared]] = {
    "nip": _nip,
    "nik": _nik,
    "nama": _nama,
    "gelar": _gelar,
    "tanggal_lahir": _born,
    "jenis_kelamin": _sex,
    "jabatan": _jabatan,
    "jenjang": _jenjang,
    "tmt_jabatan": _dates("tmt_jabatan"),
    "sk_jabatan": _mixed("sk_jabatan_nomor", "sk_jabatan_tanggal"),
    "angka_kredit": _mixed("angka_kredit", "angka_kredit_tanggal"),
    "uji_kompetensi": _mixed("uji_kompetensi_hasil", "uji_kompetensi_tanggal"),
    "pelatihan": _mixed("pelatihan_jf"),
    "berhenti_jf": _mixed("berhenti_jf_tmt", "berhenti_jf_alasan"),
    "golongan": _golongan,
    "tmt_golongan": _dates("tmt_golongan"),
    "unor": _coded("unor", "unor"),
    "satuan_kerja": _coded("satuan_kerja", "satuan_kerja_kerja", "satuan_kerja_induk"),
    "instansi": _coded("instansi", "instansi_kerja", "instansi_induk"),
    "kedudukan_hukum": _coded("kedudukan_hukum", "kedudukan_hukum"),
    "jenis_pegawai": _coded("jenis_pegawai", "jenis_pegawai"),
    "status": _status,
    "pendidikan": _pendidikan,
    "tmt_cpns": _dates("tmt_cpns"),
    "tmt_pns": _dates("tmt_pns"),
    "tmt_pensiun": _dates("tmt_pensiun"),
}


def differing(state: np.ndarray) -> Bools:
    """Mark the pairs that have a finding."""
    return np.isin(state, (DIFFERENT, EMPTY_A, EMPTY_B))


def chosen(state: np.ndarray) -> I64:
    """Return the places of the pairs that have a finding."""
    return np.flatnonzero(differing(state))
