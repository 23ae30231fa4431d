"""Finding a person in every register and following them through snapshots, runs, corrections and documents.

Numbers and dates of birth are masked until an officer says why they must be seen; that is logged with the
reason. The look-up itself is logged without its text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.domain.correction import Correction
from padan.domain.document import DocumentRecord
from padan.domain.masking import mask, masked
from padan.domain.officer import Act
from padan.domain.run import Run
from padan.domain.snapshot import Snapshot
from padan.matching.results import lines_of_row
from padan.services.person_rows import rows_of_text
from padan.services.ports.records import Records
from padan.services.session import Session, record, require

Person = dict[str, str | None]
_MOST = 50


@dataclass(frozen=True)
class Found:
    """One row that fits, masked, with the snapshot it stands in."""

    snapshot: Snapshot
    row: int
    fields: Person


@dataclass(frozen=True)
class RunLine:
    """How a run classed the person's row: `side` of the row, and the row on the other side (-1: none)."""

    run: Run
    side: str
    klass: str
    other: int


@dataclass(frozen=True)
class PersonPage:
    """Everything known of one person, newest first."""

    sources: Sequence[Found]
    runs: Sequence[RunLine]
    corrections: Sequence[Correction]
    documents: Sequence[DocumentRecord]
    revealed: bool
    states: Mapping[str, str] = field(default_factory=dict)
    """How the sources agree on a field: same, alike (another form), differs; told from the full values."""

    @property
    def seen_since(self) -> datetime | None:
        return min((one.snapshot.received_at for one in self.sources), default=None)


def search(session: Session, text: str, snapshot_id: str = "") -> list[Found]:
    """Return the rows whose NIP, NIP lama, NIK or name fits, masked: in one snapshot, or in the newest of
    every
    register.
    """
    require(session, Act.DATA_VIEW, snapshot_id)
    with session.store.reading() as records:
        chosen = [one for one in records.snapshots.all() if not snapshot_id or one.id == snapshot_id]
        found: list[Found] = []
        for snapshot in chosen if snapshot_id else _newest(chosen):
            found += _found_in(records, snapshot, text)
    with session.store as records:
        record(session, records, "data.find", snapshot_id, found=len(found))
    return [replace(one, fields=masked(one.fields)) for one in found]


def _newest(snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    newest: dict[tuple[str, str], Snapshot] = {}
    for one in sorted(snapshots, key=lambda one: (one.position, one.id)):
        newest[(one.agreement_id, one.register)] = one
    return list(newest.values())


def _found_in(records: Records, snapshot: Snapshot, text: str) -> list[Found]:
    people = records.snapshots.rows(snapshot.id, rows_of_text(records, snapshot, text, _MOST))
    return [Found(snapshot, int(str(one["_row"])), one) for one in people]


def person(session: Session, snapshot_id: str, row: int) -> PersonPage:
    """Return the person of a row with numbers and birth date masked."""
    require(session, Act.DATA_VIEW, snapshot_id)
    page = _page(session, snapshot_id, row)
    with session.store as records:
        record(session, records, "data.view", snapshot_id, row=row)
    sources = [replace(one, fields=masked(one.fields)) for one in page.sources]
    hidden = [
        replace(
            one,
            nip=mask("nip_baru", one.nip) or "",
            old_value=mask(_field(one), one.old_value) or "",
            proposed_value=mask(_field(one), one.proposed_value) or "",
        )
        if _field(one)
        else replace(one, nip=mask("nip_baru", one.nip) or "")
        for one in page.corrections
    ]
    return replace(page, sources=sources, corrections=hidden, revealed=False)


def _field(one: Correction) -> str:
    """Return the masked field a correction is about, empty when it is about none."""
    return {"nip": "nip_baru", "nik": "nik", "tanggal_lahir": "tanggal_lahir"}.get(one.element, "")


def reveal(session: Session, snapshot_id: str, row: int, reason: str) -> PersonPage:
    """Return the person of a row in full; who looked, at which row and why is logged before.

    Errors: UserFault when no reason is given.
    """
    require(session, Act.DATA_VIEW, snapshot_id)
    if not reason.strip():
        raise UserFault(codes.REVEAL_NEEDS_REASON)
    with session.store as records:
        record(session, records, "data.reveal", snapshot_id, row=row, reason=reason.strip())
    return _page(session, snapshot_id, row)


def _page(session: Session, snapshot_id: str, row: int) -> PersonPage:
    with session.store.reading() as records:
        snapshot = records.snapshots.get(snapshot_id)
        rows = records.snapshots.rows(snapshot_id, [row]) if snapshot is not None else []
        if snapshot is None or not rows:
            raise UserFault(codes.SNAPSHOT_NOT_FOUND, snapshot=snapshot_id)
        sources = _sources(records, Found(snapshot, row, rows[0]))
        runs = _runs(records, sources)
        corrections = _corrections(records, sources)
        kin = {one.run.id for one in runs}
        documents = [one for one in records.documents.all() if one.run_id in kin]
    return PersonPage(sources, runs, corrections, documents, revealed=True, states=_states(sources))


def _states(sources: Sequence[Found]) -> dict[str, str]:
    states = {}
    for name in {name for one in sources for name in one.fields if not name.startswith("_")}:
        filled = [value for one in sources if (value := one.fields.get(name))]
        if len(filled) > 1:
            plain = {_plain(name, value) for value in filled}
            states[name] = "differs" if len(plain) > 1 else ("same" if len(set(filled)) == 1 else "alike")
    return states


def _plain(name: str, value: str) -> str:
    """Return what counts of a value: letters and digits, whatever the case."""
    bare = "".join(one for one in value.casefold() if one.isalnum())
    return _SEX.get(bare, bare) if name == "jenis_kelamin" else bare


_SEX = {"m": "l", "f": "p", "lakilaki": "l", "pria": "l", "perempuan": "p", "wanita": "p"}


def _sources(records: Records, first: Found) -> list[Found]:
    """Return the row itself and the rows of the same number in every other snapshot, newest first."""
    numbers = {_digits(first.fields.get(name)) for name in ("nip_baru", "nip_lama")} - {""}
    made = [first]
    for snapshot in records.snapshots.all(first.snapshot.agreement_id):
        if snapshot.id == first.snapshot.id:
            continue
        rows = sorted({row for one in numbers for row in records.snapshots.find_nip(snapshot.id, one)})
        found = records.snapshots.rows(snapshot.id, rows[:3])
        made += [Found(snapshot, int(str(one["_row"])), one) for one in found]
    return sorted(made, key=lambda one: (one.snapshot.position, one.snapshot.id), reverse=True)


def _digits(text: str | None) -> str:
    return re.sub(r"\D", "", text or "")


def _runs(records: Records, sources: Sequence[Found]) -> list[RunLine]:
    places = {one.snapshot.id: one.row for one in sources}
    made = []
    for run in sorted(
        records.runs.all(sources[0].snapshot.agreement_id), key=lambda one: one.id, reverse=True
    ):
        for side, snapshot_id in (("a", run.snapshot_a), ("b", run.snapshot_b)):
            if snapshot_id not in places:
                continue
            for line in lines_of_row(records.runs.frame(run.id, "pairs"), places[snapshot_id], side):
                if line.side in ("both", side):
                    other = line.row_b if side == "a" else line.row_a
                    made.append(RunLine(run, side, line.klass, other))
    return made


def _corrections(records: Records, sources: Sequence[Found]) -> list[Correction]:
    numbers = {_digits(one.fields.get("nip_baru")) for one in sources} - {""}
    found = records.corrections.all(sources[0].snapshot.agreement_id)
    return [one for one in reversed(found) if _digits(one.nip) in numbers]
