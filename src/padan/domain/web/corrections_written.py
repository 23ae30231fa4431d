"""Which corrections SIASN's service can be told, and as which fields of which row; what it cannot change
stays in the correction list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from padan.domain.correction import Correction, CorrectionState
from padan.domain.elements import BY_CODE
from padan.domain.web.siasn_people import current_position, last_credit, living, text_of
from padan.domain.web.writing import ROUTES, WriteKind, number_of

SIASN_PARTY = "bkn"
ACCEPTED, UPHELD = "accepted", "upheld"
KINDS: Mapping[str, WriteKind] = {
    "jabatan": WriteKind.POSITION,
    "jenjang": WriteKind.POSITION,
    "tmt_jabatan": WriteKind.POSITION,
    "sk_jabatan": WriteKind.POSITION,
    "unor": WriteKind.POSITION,
    "angka_kredit": WriteKind.CREDIT,
}
"""Elements that a write can change. Names, NIK, birth date, golongan, education and the rest cannot be."""
_CODED = {"jabatan": "jabatanFungsionalId", "jenjang": "jabatanFungsionalId", "unor": "unorId"}
"""Elements whose value is a name; the service wants the code, which an officer states."""
_NEW_NEEDS: Mapping[WriteKind, tuple[str, ...]] = {
    WriteKind.POSITION: ("jabatanFungsionalId", "unorId", "tmtJabatan", "nomorSk", "tanggalSk"),
    WriteKind.CREDIT: (
        *("bulanMulaiPenailan", "tahunMulaiPenailan", "bulanSelesaiPenailan", "tahunSelesaiPenailan"),
        *("nomorSk", "tanggalSk", "kreditUtamaBaru", "kreditPenunjangBaru", "kreditBaruTotal"),
    ),
}


@dataclass(frozen=True)
class Settled:
    """What a correction settled: the value SIASN must show and on which ground."""

    value: str
    basis: str


def settled_by(one: Correction) -> Settled | None:
    """Return the value that a correction settled for SIASN's record, None while it settled nothing.

    A proposal to BKN that was accepted is written as proposed. A proposal to a steward about a field the
    steward owns, and which the steward refused, upholds the steward's value: it is SIASN that must follow.
    """
    if one.owner == SIASN_PARTY and one.state is CorrectionState.ACCEPTED:
        return Settled(one.proposed_value, ACCEPTED)
    steward_s = one.element in BY_CODE and BY_CODE[one.element].owner == "steward"
    if one.owner != SIASN_PARTY and steward_s and one.state is CorrectionState.REFUSED:
        return Settled(one.old_value, UPHELD)
    return None


def fields_of(element: str, value: str, stated: Mapping[str, str]) -> dict[str, str]:
    """Return the request's fields for an element's value; what an officer stated goes over them.

    Dates become dd-mm-yyyy. A coded element gives nothing by itself: its code must be stated.
    """
    parts = [part.strip() for part in value.split(";") if part.strip()]
    days = [day for part in parts if (day := _day(part))]
    rest = [part for part in parts if not _day(part)]
    found: dict[str, str] = {}
    if element == "tmt_jabatan" and days:
        found["tmtJabatan"] = days[0]
    elif element in ("sk_jabatan", "angka_kredit"):
        name = "nomorSk" if element == "sk_jabatan" else "kreditBaruTotal"
        found |= {"tanggalSk": days[0]} if days else {}
        found |= {name: _plain(element, rest[0])} if rest else {}
    return found | dict(stated)


def lacking(element: str, fields: Mapping[str, str], *, creates: bool) -> list[str]:
    """Return the names of the fields without which the write cannot be planned."""
    kind = KINDS[element]
    needed = _NEW_NEEDS[kind] if creates else tuple(filter(None, (_CODED.get(element),)))
    missing = [name for name in needed if not fields.get(name)]
    return missing or ([] if fields else ["nilai"])


def unknown(element: str, fields: Mapping[str, str]) -> list[str]:
    """Return the names of stated fields that a write of this kind does not have."""
    return sorted(set(fields) - set(ROUTES[KINDS[element]].keys))


def split_credit(row: Mapping[str, object], fields: dict[str, str]) -> list[str]:
    """Complete a changed total by its parts; return the parts that an officer must state because the total
    cannot be divided by itself.
    """
    total = fields.get("kreditBaruTotal")
    parts = ("kreditUtamaBaru", "kreditPenunjangBaru")
    if total is None or all(name in fields for name in parts):
        return []
    if number_of(text_of(row.get(parts[1])) or "0") == 0 and parts[1] not in fields:
        fields.setdefault(parts[0], total)
        return []
    return [name for name in parts if name not in fields]


def adds_up(row: Mapping[str, object], fields: Mapping[str, str]) -> bool:
    """Tell whether a credit's parts make its total; parts that the service does not tell are not judged."""
    names = ("kreditUtamaBaru", "kreditPenunjangBaru", "kreditBaruTotal")
    main, more, total = (number_of(fields.get(name) or text_of(row.get(name)) or "0") for name in names)
    return None not in (main, more, total) and (main or 0) + (more or 0) == total


def row_to_change(kind: WriteKind, rows: object, tmt: str, row_id: str) -> Mapping[str, object] | None:
    """Return the row a correction is about: the one named, or the one the register's value came from."""
    if row_id:
        return next((one for one in living(rows) if text_of(one.get("id")) == row_id), None)
    return current_position(rows, tmt) if kind is WriteKind.POSITION else last_credit(rows)


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text[:10]):%d-%m-%Y}"
    except ValueError:
        return text if [len(one) for one in text.split("-")] == [2, 2, 4] else ""


def _plain(element: str, text: str) -> str:
    found = number_of(text) if element == "angka_kredit" else None
    return text if found is None else format(found, "f")
