"""The life of a document in words: stages with who and when, what comes next and for whom, the log; pure."""

from collections.abc import Mapping
from typing import Literal

from padan.domain.audit import AuditEntry
from padan.domain.document_life import DocumentState, Step
from padan.domain.officer import PERMISSIONS, Officer
from padan.gui.audit_words import details_words, digest_words
from padan.gui.texts import moment, number, t, word
from padan.gui.widgets.timeline import Moment
from padan.services.follow_document import DocumentLife

STAGES = ("disusun", "diverifikasi", "disahkan", "dibekukan", "dicetak", "diarsipkan")
"""Signing happens on paper or in the agencies' own service: it is told with the filing."""
_STEPS = {"disusun": Step.PREPARE, "diverifikasi": Step.VERIFY, "disahkan": Step.APPROVE}
_EVENTS = {
    "dibekukan": ("document.freeze",),
    "dicetak": ("document.print", "document.save"),
    "diarsipkan": ("document.file",),
}


def stages(life: DocumentLife) -> list[Moment]:
    """Return the way of the document: what is past with who and when, where it stands, what is to come."""
    state = life.document.state
    names = {one.id: one.name for one in life.officers}
    here = STAGES.index(state) if state in STAGES else len(STAGES)
    found = []
    for place, stage in enumerate(STAGES):
        when, who = _taken(life, stage, names)
        past = place < here if state != DocumentState.DIGANTI.value else bool(when)
        how: Literal["done", "now", "coming"] = "now" if place == here else "done" if past else "coming"
        title = word("document_stage", stage)
        found.append(
            Moment(stage, when or t("documents.not_yet"), title, who, how, "good" if past else "info")
        )
    if state == DocumentState.DIGANTI.value:
        found.append(_replaced(life, names))
    return found


def _taken(life: DocumentLife, stage: str, names: Mapping[str, str]) -> tuple[str, str]:
    if stage in _STEPS:
        wanted, content = _STEPS[stage].value, life.document.content_hash
        steps = [one for one in life.steps if one.step == wanted and one.content_hash == content]
        if not steps or _returned_since(life, stage):
            return "", ""
        last = max(steps, key=lambda one: one.at)
        return moment(last.at), names.get(last.officer_id, last.officer_id)
    logged = [one for one in life.events if one.action in _EVENTS[stage] and one.outcome == "ok"]
    if not logged:
        return "", ""
    return moment(logged[0].at), names.get(logged[0].officer_id, logged[0].officer_id)


def _returned_since(life: DocumentLife, stage: str) -> bool:
    """A step that was sent back no longer stands, though its signature is kept."""
    reached = STAGES.index(life.document.state) if life.document.state in STAGES else len(STAGES)
    return STAGES.index(stage) > reached


def _replaced(life: DocumentLife, names: Mapping[str, str]) -> Moment:
    logged = [one for one in life.events if one.action == "document.replace"]
    when = moment(logged[-1].at) if logged else ""
    who = names.get(logged[-1].officer_id, "") if logged else ""
    return Moment("diganti", when, word("document_state", "diganti"), who, "now", "warn")


def next_words(life: DocumentLife, me: Officer) -> tuple[str, str]:
    """Return what comes next and for whom, with the tone: info when it is this officer's turn."""
    state = DocumentState(life.document.state)
    if state in (DocumentState.DIARSIPKAN, DocumentState.DIGANTI):
        return t(f"documents.next.{state.value}"), "quiet"
    if life.next_act is None:
        return t("documents.next.none"), "quiet"
    act = t(f"documents.next.{state.value}")
    if any(one.id == me.id for one in life.next_officers):
        return t("documents.next.yours", act=act), "info"
    roles = ", ".join(word("role", role.value) for role in sorted(PERMISSIONS[life.next_act]))
    if not life.next_officers:
        return t("documents.next.nobody", act=act, roles=roles), "warn"
    names = ", ".join(one.name for one in life.next_officers)
    return t("documents.next.others", act=act, names=names), "quiet"


def event_moments(life: DocumentLife) -> list[Moment]:
    """Return what the log says of this document, newest first."""
    names = {one.id: one.name for one in life.officers}
    return [_event(one, names) for one in reversed(life.events)]


def _event(one: AuditEntry, names: Mapping[str, str]) -> Moment:
    ok = one.outcome in ("ok", "begun")
    title = word("act", one.action) if ok else f"{word('act', one.action)}: {word('outcome', one.outcome)}"
    who = names.get(one.officer_id, one.officer_id)
    detail = " · ".join(part for part in (who, details_words(one.details)) if part)
    return Moment(str(one.sequence), moment(one.at), title, detail, "done", "info" if ok else "warn")


def paper_moments(life: DocumentLife) -> list[Moment]:
    """Return what is kept with the document, newest first, with its fingerprint."""
    names = {one.id: one.name for one in life.officers}
    return [
        Moment(
            one.name,
            f"{moment(one.added_at)} · {names.get(one.added_by, one.added_by)}",
            one.name,
            t("documents.paper_detail", digest=digest_words(one.sha256)),
        )
        for one in sorted(life.papers, key=lambda one: one.added_at, reverse=True)
    ]


def version_options(life: DocumentLife) -> list[tuple[str, str]]:
    """Return the versions to choose from, newest first."""
    return [
        (one.id, t("documents.version", number=number(one.version), at=moment(one.created_at)))
        for one in reversed(life.versions)
    ]
