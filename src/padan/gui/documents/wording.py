"""Documents as lines and sentences: the list, the life track, steps and papers; pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.berita_acara_parts import Person
from padan.domain.document import DocumentRecord
from padan.domain.document_life import FROZEN_STATES, DocumentState
from padan.gui.documents.rows import OFFICIAL
from padan.gui.texts import moment, number, t, word
from padan.gui.widgets.table import Line
from padan.services.compose_content import ComposeWish
from padan.services.compose_document import DocumentView

_LIFE = ("disusun", "diverifikasi", "disahkan", "dibekukan", "dicetak", "ditandatangani", "diarsipkan")


def document_line(one: DocumentRecord) -> Line:
    """Return the list's line of a document."""
    content = BeritaAcaraContent.from_dict(one.content)
    numbers = " · ".join(each.number for each in (content.first, content.second) if each.number)
    cells = (
        content.subject,
        f"{content.first.short_name} – {content.second.short_name}",
        content.period,
        number(one.version),
        word("document_state", one.state),
        numbers or t("documents.no_number"),
        moment(one.created_at),
    )
    return Line(one.id, cells, {3: one.version, 6: one.created_at.isoformat()})


def track(state: str) -> str:
    """Return the way of a document with a sign for each stage: done ✓, here ●, to come ○."""
    if state not in _LIFE:
        return f"● {word('document_state', state)}"
    here = _LIFE.index(state)
    signs = ["✓" if place < here else "●" if place == here else "○" for place in range(len(_LIFE))]
    return "  →  ".join(
        f"{sign} {word('document_state', name)}" for sign, name in zip(signs, _LIFE, strict=True)
    )


def step_lines(view: DocumentView, names: Mapping[str, str]) -> list[str]:
    """Return who signed which step and when."""
    lines = []
    for one in view.steps:
        stands = "" if one.content_hash == view.document.content_hash else f" ({t('documents.step_void')})"
        who = names.get(one.officer_id, one.officer_id)
        lines.append(f"{t(f'documents.step.{one.step}')}: {who}, {moment(one.at)}{stands}")
    if view.document.frozen:
        lines.append(t("documents.hash", digest=view.document.content_hash))
    return lines


def paper_lines(view: DocumentView) -> list[str]:
    """Return what is filed with the document."""
    return [
        t("documents.paper", name=one.name, digest=one.sha256[:16], at=moment(one.added_at))
        for one in view.papers
    ]


def conditions(document: DocumentRecord, me: str) -> set[str]:
    """Return what the state allows for this officer; the services check it again, with keys."""
    state = DocumentState(document.state)
    found = {"chosen"}
    if state is DocumentState.DISUSUN:
        found.add("editable")
        content = BeritaAcaraContent.from_dict(document.content)
        if document.created_by != me or content.one_person_office:
            found.add("can_verify")
    if state is DocumentState.DIVERIFIKASI:
        found.add("can_approve")
    if state is DocumentState.DISAHKAN:
        found.add("can_freeze")
    if state in (DocumentState.DIVERIFIKASI, DocumentState.DISAHKAN):
        found.add("returnable")
    if state in FROZEN_STATES:
        found.add("frozen")
    if state is not DocumentState.DIGANTI:
        found.add("replaceable")
    return found


def compose_wish(values: Mapping[str, Any], replaces: str | None) -> ComposeWish:
    """Return the form's values as what the use case wants; empty texts mean: take it from the store."""
    return ComposeWish(
        run_id=values["run"],
        period=values["period"],
        place=values["place"],
        day=date.fromisoformat(values["day"]),
        number_first=values["number_first"] or None,
        number_second=values["number_second"] or None,
        official_first=_person(values, "first"),
        official_second=_person(values, "second"),
        profile=values["profile"],
        one_person_office=values["one_person_office"],
        replaces=replaces,
    )


def _person(values: Mapping[str, Any], party: str) -> Person | None:
    typed = [str(values[f"{party}_{name}"]) for name in OFFICIAL]
    return Person(*typed) if typed[0] else None


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
    }
    for party, one in (("first", content.first), ("second", content.second)):
        official = (one.official.name, one.official.nip, one.official.pangkat, one.official.jabatan)
        values.update({f"{party}_{name}": text for name, text in zip(OFFICIAL, official, strict=True)})
    return values


def filing_told(check: Mapping[str, Any]) -> tuple[str, str]:
    """Return what filing a signed paper found, and its tone."""
    if not check:
        return t("documents.attach.scan"), "good"
    signatures: Sequence[Mapping[str, Any]] = check.get("signatures") or []
    signers = ", ".join(str(one.get("signer", "")) for one in signatures) or t("common.nothing")
    sound = bool(check.get("begins_with_issued")) and all(one.get("intact") for one in signatures)
    trusted = all(one.get("trusted") for one in signatures)
    key = "documents.attach.sound" if sound else "documents.attach.unsound"
    told = t(key, signers=signers)
    if sound and not trusted:
        return f"{told} {t('documents.attach.untrusted')}", "warn"
    return told, "good" if sound else "bad"
