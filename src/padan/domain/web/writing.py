"""Writing one correction into SIASN (web-services.md 1.3, 1.4): planned, approved by another person,
sent once; what became of a broken sending is found by reading back; no network.

    PLANNED ──approved by another──► APPROVED ──read: as planned, then noted──► SENDING ──answer──► WRITTEN
       │                              │   ▲ │                                      │   └──"no"──► REFUSED
       └──cancelled──► CANCELLED ◄────┘   │ └─read: no longer as planned           │ no answer, or killed
                                          │          └──► CONFLICT ◄──other──┐     ▼
                                          └────────────read: as before──── BROKEN (SENDING counts as such)
                                                                             └──read: it is there──► WRITTEN
    WRITTEN ──a position's derived data are refreshed, the decree is attached──► DONE

The decree is attached the same way: noted, sent, and looked for in the row before it is sent again.

SENDING is in the store before the first byte leaves, so that a kill at any point is followed by a reading.
What is sent is fixed when it is planned; the approver signs its digest.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from padan.common.text import canonical_json
from padan.domain.web.siasn_people import Call, living, text_of


class WriteKind(StrEnum):
    """Which row is written; the value stands in the store."""

    POSITION = "position"
    CREDIT = "credit"


class WriteState(StrEnum):
    """Where a write stands."""

    PLANNED = "planned"
    APPROVED = "approved"
    SENDING = "sending"
    BROKEN = "broken"
    WRITTEN = "written"
    DONE = "done"
    REFUSED = "refused"
    CONFLICT = "conflict"
    CANCELLED = "cancelled"


OPEN = frozenset(
    {WriteState.PLANNED, WriteState.APPROVED, WriteState.SENDING, WriteState.BROKEN, WriteState.WRITTEN}
)
"""States in which something is still to be done; a correction has at most one such write."""
UNKNOWN = frozenset({WriteState.SENDING, WriteState.BROKEN})
"""States in which nobody knows yet whether the service acted."""


@dataclass(frozen=True)
class Route:
    """How rows of a kind are written and read back, and what a request's keys are called in a row."""

    path: str
    call: Call
    given: str
    keys: Mapping[str, str]


_POSITION_KEYS = (
    *("eselonId", "jabatanFungsionalId", "jabatanFungsionalUmumId", "jenisJabatan", "nomorSk", "tanggalSk"),
    *("satuanKerjaId", "tmtJabatan", "tmtPelantikan", "unorId"),
)
_CREDIT_KEYS = (
    *("bulanMulaiPenailan", "tahunMulaiPenailan", "bulanSelesaiPenailan", "tahunSelesaiPenailan", "nomorSk"),
    *("tanggalSk", "kreditUtamaBaru", "kreditPenunjangBaru", "kreditBaruTotal", "isAngkaKreditPertama"),
    *("isIntegrasi", "isKonversi"),
)
ROUTES: Mapping[WriteKind, Route] = {
    WriteKind.POSITION: Route(
        "/jabatan/unorjabatan/save",
        Call.POSITIONS,
        "rwJabatanId",
        {name: name for name in _POSITION_KEYS} | {"instansiId": "instansiKerjaId"},
    ),
    WriteKind.CREDIT: Route(
        "/angkakredit/save",
        Call.CREDITS,
        "rwAngkaKreditId",
        {name: name for name in _CREDIT_KEYS} | {"rwJabatanId": "rwJabatan"},
    ),
}


PAPERS: Mapping[WriteKind, tuple[str, ...]] = {
    WriteKind.POSITION: ("872", "873"),
    WriteKind.CREDIT: ("879", "880"),
}
"""Kinds of paper a row may carry (reference/dokumen.csv), the usual one first: the decree, the PAK."""
UPLOAD = "/upload-dok-rw"


@dataclass(frozen=True)
class Before:
    """What the service told when the write was planned: the row to change, and all ids of its history."""

    row: dict[str, str] = field(default_factory=dict)
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class ServiceWrite:
    """One write. `fields` is what the row must hold afterwards, `body` the whole request; an empty `row_id`
    creates. `basis` tells why: "accepted" by BKN, or "upheld" by the steward who owns the field.
    """

    id: str
    agreement_id: str
    profile_id: str
    correction_id: str
    nip: str = field(repr=False)
    kind: WriteKind
    row_id: str
    fields: dict[str, str] = field(repr=False)
    body: dict[str, object] = field(repr=False)
    before: Before = field(repr=False)
    basis: str
    state: WriteState
    planned_by: str
    planned_at: datetime
    approved_by: str = ""
    approved_at: datetime | None = None
    public_key: str = ""
    signature: str = ""
    attempts: int = 0
    sent_at: datetime | None = None
    made_id: str = ""
    words: str = ""
    paper_kind: str = ""
    paper_sha256: str = ""
    paper_before: tuple[str, ...] = ()
    paper_sent_at: datetime | None = None


def plan_digest(write: ServiceWrite) -> str:
    """Return the digest the approver signs: what is sent, where, about whom, and who planned it."""
    told = [write.id, write.profile_id, write.correction_id, write.nip, write.kind.value, write.row_id]
    told_more = [write.fields, write.body, write.before.row, list(write.before.ids), write.planned_by]
    told_more += [write.paper_kind, write.paper_sha256]
    return hashlib.sha256(canonical_json([*told, *told_more])).hexdigest()


def approval_message(write: ServiceWrite, at: datetime) -> bytes:
    """Return what the approver signs."""
    return b"padan-tulis-siasn-1\n" + canonical_json([write.id, at.isoformat(), plan_digest(write)])


class Seen(StrEnum):
    """What a reading tells of a write."""

    THERE = "there"
    AS_BEFORE = "as_before"
    OTHER = "other"


def seen_in(write: ServiceWrite, rows: object) -> tuple[Seen, str]:
    """Return what the history tells of the write, and the id of the row that holds it."""
    route, found = ROUTES[write.kind], living(rows)
    if write.row_id:
        mine = [one for one in found if text_of(one.get("id")) == write.row_id]
        if len(mine) != 1:
            return Seen.OTHER, ""
        if holds(route, mine[0], write.fields):
            return Seen.THERE, write.row_id
        same = row_of(route, mine[0]) == write.before.row
        return (Seen.AS_BEFORE if same else Seen.OTHER), ""
    new = [one for one in found if text_of(one.get("id")) not in ("", *write.before.ids)]
    matching = [one for one in new if holds(route, one, write.fields)]
    if len(matching) == 1:
        return Seen.THERE, text_of(matching[0].get("id"))
    return (Seen.OTHER if new else Seen.AS_BEFORE), ""


def holds(route: Route, row: Mapping[str, object], fields: Mapping[str, str]) -> bool:
    """Tell whether a row holds the values that a request named."""
    return all(_same(name, text_of(row.get(route.keys[name])), value) for name, value in fields.items())


def _same(name: str, one: str, two: str) -> bool:
    if not name.startswith("kredit"):
        return one == two
    return one == two or (number_of(one) is not None and number_of(one) == number_of(two))


def number_of(text: str) -> Decimal | None:
    """Return a credit as a number, whether written 100.5, 100,50 or 1.100,50; None when it is none."""
    plain = text.replace(".", "").replace(",", ".") if "," in text else text
    try:
        found = Decimal(plain)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def row_of(route: Route, row: Mapping[str, object]) -> dict[str, str]:
    """Return a row in the words of the request, empty ones left out: what "unchanged" is judged by."""
    return {name: text for name, key in route.keys.items() if (text := text_of(row.get(key)))}


def ids_of(rows: object) -> tuple[str, ...]:
    """Return the ids of a history's living rows."""
    return tuple(sorted(text_of(one.get("id")) for one in living(rows)))


def request_of(
    route: Route, pns_id: str, row: Mapping[str, object] | None, fields: Mapping[str, str]
) -> dict[str, object]:
    """Return the request: the row as it stands with the fields over it, strings only; its papers go along,
    lest an update without them take them away.
    """
    body: dict[str, object] = dict.fromkeys(route.keys, "")
    body |= {"id": "", "pnsId": pns_id, "path": []}
    if row is not None:
        body |= row_of(route, row) | {"id": text_of(row.get("id")), "path": papers_of(row)}
    return body | dict(fields)


def papers_of(row: Mapping[str, object]) -> list[object]:
    """Return the papers of a row as a request wants them: a list; an empty `path` is `{"": {}}`."""
    told = row.get("path")
    papers: Sequence[object] = list(told.values()) if isinstance(told, Mapping) else []
    names = ("dok_id", "dok_nama", "dok_uri", "object", "slug")
    return [
        {name: text_of(one.get(name)) for name in names}
        for one in papers
        if isinstance(one, Mapping) and text_of(one.get("dok_uri"))
    ]


def places_of_paper(write: ServiceWrite, rows: object) -> tuple[str, ...]:
    """Return where the written row keeps papers of the write's kind: their addresses, empty without any."""
    mine = [one for one in living(rows) if text_of(one.get("id")) == write.made_id]
    papers = papers_of(mine[0]) if len(mine) == 1 else []
    return tuple(
        text_of(one.get("dok_uri"))
        for one in papers
        if isinstance(one, Mapping) and text_of(one.get("dok_id")) == write.paper_kind
    )
