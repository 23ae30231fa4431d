"""What this workspace knows of duties done and events that started a time limit; shared, no use case itself.

Officers record deeds and events that leave no other trace (a letter, a meeting); berita acara, correction
lists and addenda are found in the store itself, where the agreement's data names them as evidence.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date

from padan.common.clock import local_date
from padan.domain.agreement import Agreement
from padan.domain.berita_acara import BeritaAcaraContent, FrozenPart
from padan.domain.document import DocumentRecord
from padan.domain.document_life import FROZEN_STATES, DocumentState
from padan.domain.duties import DutyEvidence, DutyKind
from padan.domain.duty_calendar import Deed, Event
from padan.services.ports.records import Records

DONE = "done"
HAPPENED = "happened"
_KEY = "duty:"


@dataclass(frozen=True)
class DutyNote:
    """An officer's record: `nature` is DONE or HAPPENED, `day` ISO, `what` a letter's number or a
    sentence.
    """

    id: str
    agreement_id: str
    kind: str
    nature: str
    day: str
    what: str
    officer_id: str
    at: str


def keep_note(records: Records, note: DutyNote) -> None:
    """Store a note beside the log entry that the caller writes."""
    records.preferences.put(f"{_KEY}{note.agreement_id}:{note.id}", json.dumps(asdict(note)))


def notes(records: Records, agreement_id: str) -> list[DutyNote]:
    """Return every note of the agreement, oldest first."""
    found = records.preferences.all(f"{_KEY}{agreement_id}:")
    return [DutyNote(**json.loads(text)) for _key, text in sorted(found.items())]


def deeds(records: Records, agreement: Agreement) -> list[Deed]:
    """Return everything done for the agreement's duties, from notes and from the store."""
    recorded = [
        Deed(DutyKind(one.kind), date.fromisoformat(one.day), one.what)
        for one in notes(records, agreement.id)
        if one.nature == DONE
    ]
    return recorded + [
        Deed(duty.kind, day, what, evidence.value)
        for duty in agreement.duties
        for evidence in duty.evidence
        for day, what in _FOUND[evidence](records, agreement)
    ]


def events(records: Records, agreement: Agreement) -> list[Event]:
    """Return the recorded events that started a time limit."""
    return [
        Event(DutyKind(one.kind), date.fromisoformat(one.day), one.what)
        for one in notes(records, agreement.id)
        if one.nature == HAPPENED
    ]


def _documents(records: Records, agreement: Agreement) -> list[tuple[date, str]]:
    return [
        (local_date(FrozenPart.from_dict(one.frozen).frozen_at), _document_name(one))
        for one in records.documents.all(agreement.id)
        if one.frozen is not None and DocumentState(one.state) in FROZEN_STATES
    ]


def _document_name(document: DocumentRecord) -> str:
    content = BeritaAcaraContent.from_dict(document.content)
    numbers = [each.number for each in (content.first, content.second) if each.number]
    return " · ".join([content.period, *numbers])


def _corrections(records: Records, agreement: Agreement) -> list[tuple[date, str]]:
    """One deed a run: the day its list was first made, and how many corrections it holds."""
    lists: dict[str, list[date]] = {}
    for one in records.corrections.all(agreement.id):
        lists.setdefault(one.run_id, []).append(local_date(one.proposed_at))
    return [(min(days), str(len(days))) for days in lists.values()]


def _addenda(_records: Records, agreement: Agreement) -> list[tuple[date, str]]:
    return [(one.signed, one.number) for one in agreement.addenda]


_FOUND = {
    DutyEvidence.BERITA_ACARA: _documents,
    DutyEvidence.CORRECTIONS: _corrections,
    DutyEvidence.ADDENDUM: _addenda,
}
