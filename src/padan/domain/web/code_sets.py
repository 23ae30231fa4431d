"""Code sets of SIASN's reference API (web-services.md 1.3, 1.7): rows as told, versions, what differs between
two, and the faults the data themselves have; no network.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from padan.common.text import canonical_json
from padan.domain.web.siasn_people import text_of

SETS = (
    *("agama", "eselon", "golongan", "instansi", "jabatan-fungsional", "jabatan-fungsional-umum"),
    *("jenis-jabatan", "kanreg", "kedudukan-hukum", "kel-jabatan", "lokasi", "pendidikan", "ref-dokumen"),
    *("ref-jenjang-jf", "satuan-kerja", "tingkat-pendidikan"),
)
_CODE_KEYS = ("kodeCepat", "kode_cepat", "CepatKode", "cepatKode", "kode")
_NAME_KEYS = ("nama", "Nama", "name", "NamaUnor", "NamaJabatan")


@dataclass(frozen=True)
class CodeRow:
    """One code: opaque id, the short code where there is one, and the name exactly as told."""

    id: str
    code: str
    name: str


@dataclass(frozen=True)
class CodeSet:
    """One version of a set as a service told it; two versions with one digest are the same."""

    id: str
    profile_id: str
    name: str
    digest: str
    rows: tuple[CodeRow, ...]
    fetched_at: datetime
    fetched_by: str


def rows_of(told: Sequence[object]) -> tuple[CodeRow, ...]:
    """Return the rows by id, code and name, each once; without an id it is none, names keep their spaces."""
    found = {
        CodeRow(text_of(one.get("id") or one.get("Id")), _first(one, _CODE_KEYS), _name(one))
        for one in told
        if isinstance(one, Mapping)
    }
    return tuple(sorted((one for one in found if one.id), key=lambda one: (one.id, one.code, one.name)))


def _first(row: Mapping[str, object], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := text_of(row.get(key)))), "")


def _name(row: Mapping[str, object]) -> str:
    """Return the name with its stray spaces, which are a finding and must not be hidden."""
    raw = next((row[key] for key in _NAME_KEYS if text_of(row.get(key))), "")
    return raw if isinstance(raw, str) and raw.isprintable() else text_of(raw)


def digest_of(rows: Sequence[CodeRow]) -> str:
    """Return the SHA-256 of the rows, the same on every machine."""
    return hashlib.sha256(canonical_json([[one.id, one.code, one.name] for one in rows])).hexdigest()


@dataclass(frozen=True)
class CodeDifference:
    """What a newer version has more, less, and otherwise."""

    added: tuple[CodeRow, ...]
    removed: tuple[CodeRow, ...]
    changed: tuple[tuple[CodeRow, CodeRow], ...]


def difference(old: CodeSet, new: CodeSet) -> CodeDifference:
    """Return the differences by id; an id that stands twice on a side is compared by its first row."""
    before, after = ({one.id: one for one in reversed(each.rows)} for each in (old, new))
    shared = sorted(before.keys() & after.keys())
    return CodeDifference(
        tuple(after[key] for key in sorted(after.keys() - before.keys())),
        tuple(before[key] for key in sorted(before.keys() - after.keys())),
        tuple((before[key], after[key]) for key in shared if before[key] != after[key]),
    )


class CodeFault(StrEnum):
    """What is wrong with a row of the reference data themselves (web-services.md 1.7)."""

    SAME_ID = "same_id"
    SAME_NAME = "same_name"
    STRAY_SPACES = "stray_spaces"
    NO_NAME = "no_name"


def faults_in(rows: Sequence[CodeRow]) -> list[tuple[CodeFault, CodeRow]]:
    """Return every fault with its row, in the rows' order; nothing is mended."""
    ids = Counter(one.id for one in rows)
    names = Counter(_plain(one.name) for one in rows)
    found: list[tuple[CodeFault, CodeRow]] = []
    for one in rows:
        signs = (
            (CodeFault.SAME_ID, ids[one.id] > 1),
            (CodeFault.SAME_NAME, bool(one.name) and names[_plain(one.name)] > 1),
            (CodeFault.STRAY_SPACES, one.name != " ".join(one.name.split())),
            (CodeFault.NO_NAME, not one.name),
        )
        found += [(fault, one) for fault, is_so in signs if is_so]
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
