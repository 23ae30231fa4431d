"""Documents as lines and forms: the list, what a state allows, what the forms say; pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.berita_acara_parts import OpenPoint, Person
from padan.domain.dates import read_date
from padan.domain.document import DocumentRecord
from padan.domain.document_life import FROZEN_STATES, DocumentState
from padan.gui.documents.rows import OFFICIAL, WITNESS
from padan.gui.texts import moment, number, t, word
from padan.gui.widgets.table import Line
from padan.services.compose_content import ComposeWish


class NotADay(ValueError):
    """A typed due date that is no date; `text` is what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__("not a day")
        self.text = text


def document_line(one: DocumentRecord) -> Line:
    """Return the list's line of a document."""
    content = BeritaAcaraContent.from_dict(one.content)
    numbers = " · ".join(each.number for each in (content.first, content.second) if each.number)
    cells = (
        word("document_state", one.state),
        content.period,
        f"{content.first.short_name} – {content.second.short_name}",
        number(one.version),
        numbers or t("documents.no_number"),
        content.subject,
        moment(one.created_at),
    )
    return Line(one.id, cells, {3: one.version, 6: one.created_at.isoformat()})


def conditions(document: DocumentRecord, me: str) -> set[str]:
    """Return what the state allows for this officer; the services check it again, with keys."""
    state = DocumentState(document.state)
    found = {"chosen"} | {name for name, states in _ALLOWED.items() if state in states}
    if state is DocumentState.DISUSUN:
        content = BeritaAcaraContent.from_dict(document.content)
        if document.created_by != me or content.one_person_office:
            found.add("can_verify")
    return found


_ALLOWED: Mapping[str, frozenset[DocumentState]] = {
    "editable": frozenset({DocumentState.DISUSUN}),
    "can_approve": frozenset({DocumentState.DIVERIFIKASI}),
    "can_freeze": frozenset({DocumentState.DISAHKAN}),
    "returnable": frozenset({DocumentState.DIVERIFIKASI, DocumentState.DISAHKAN}),
    "frozen": FROZEN_STATES,
    "fileable": FROZEN_STATES - {DocumentState.DIARSIPKAN},
    "replaceable": frozenset(DocumentState) - {DocumentState.DIGANTI},
}


def compose_wish(values: Mapping[str, Any], replaces: str | None) -> ComposeWish:
    """Return the form's values as what the use case wants; empty texts mean: take it from the store.

    Raises NotADay for a due date that cannot be read.
    """
    return ComposeWish(
        run_id=values["run"],
        period=values["period"],
        place=values["place"],
        day=date.fromisoformat(values["day"]),
        number_first=values["number_first"] or None,
        number_second=values["number_second"] or None,
        official_first=_official(values, "first"),
        official_second=_official(values, "second"),
        witnesses=_people(values["witnesses"]),
        acknowledged_by=_people(values["acknowledged_by"]),
        open_points=tuple(_point(one) for one in values["open_points"]),
        profile=values["profile"],
        one_person_office=values["one_person_office"],
        replaces=replaces,
    )


def _official(values: Mapping[str, Any], party: str) -> Person | None:
    typed = [str(values[f"{party}_{name}"]) for name in OFFICIAL]
    return Person(*typed) if typed[0] else None


def _people(entries: Sequence[Mapping[str, str]]) -> tuple[Person, ...]:
    return tuple(
        Person(name=one["name"], nip=one["nip"], jabatan=one["jabatan"], agency=one["agency"])
        for one in entries
    )


def _point(entry: Mapping[str, str]) -> OpenPoint:
    due = None
    if entry["due"]:
        read = read_date(entry["due"])
        if read is None:
            raise NotADay(entry["due"])
        due = date.fromisoformat(read)
    return OpenPoint(entry["text"], entry["responsible"], due)


def nameless(values: Mapping[str, Any]) -> bool:
    """Tell whether a witness without a name or an open point without a text was typed."""
    people = [*values["witnesses"], *values["acknowledged_by"]]
    return any(not one["name"] for one in people) or any(not one["text"] for one in values["open_points"])


def form_values(content: BeritaAcaraContent, run: str) -> dict[str, Any]:
    """Return a document's typed parts, to begin a new version with."""
    values: dict[str, Any] = {
        "run": run,
        "period": content.period,
        "place": content.place,
        "day": content.day.isoformat(),
        "number_first": content.first.number or "",
        "number_second": content.second.number or "",
        "one_person_office": content.one_person_office,
        "profile": content.profile.id,
        "witnesses": [{name: getattr(one, name) for name in WITNESS} for one in content.witnesses],
        "acknowledged_by": [
            {name: getattr(one, name) for name in WITNESS} for one in content.acknowledged_by
        ],
        "open_points": [_entry(one) for one in content.open_points],
    }
    for party, one in (("first", content.first), ("second", content.second)):
        official = (one.official.name, one.official.nip, one.official.pangkat, one.official.jabatan)
        values.update({f"{party}_{name}": text for name, text in zip(OFFICIAL, official, strict=True)})
    return values


def _entry(one: OpenPoint) -> dict[str, str]:
    due = f"{one.due:%d-%m-%Y}" if one.due is not None else ""
    return {"text": one.text, "responsible": one.responsible, "due": due}


def filing_told(check: Mapping[str, Any]) -> tuple[str, str]:
    """Return what filing a signed paper found, and its tone; what is unsound is refused by the use case."""
    if not check:
        return t("documents.attach.scan"), "good"
    signatures: Sequence[Mapping[str, Any]] = check.get("signatures") or []
    signers = ", ".join(str(one.get("signer", "")) for one in signatures) or t("common.nothing")
    told = t("documents.attach.sound", signers=signers)
    if not all(one.get("trusted") for one in signatures):
        return f"{told} {t('documents.attach.untrusted')}", "warn"
    return told, "good"
