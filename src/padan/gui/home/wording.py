"""Turns what Beranda shows into sentences; pure, so that they can be tested without a window."""

from padan.domain.agreement import AgreementState
from padan.domain.officer import Officer
from padan.domain.run import Run
from padan.domain.snapshot import Snapshot
from padan.gui.home.state import Link
from padan.gui.run_words import CLASSES, agreement_name, classes_by_side, run_name
from padan.gui.state_words import state_words
from padan.gui.texts import number, t, word
from padan.services.keep_agreement import AgreementView
from padan.services.show_waiting import Waiting

_SCREENS = {"review": ("review", "run"), "answer": ("corrections", "agreement")}


def agreement_lines(views: list[AgreementView]) -> list[tuple[str, str, str]]:
    """Return (name, state in words, tone) of each agreement."""
    return [
        (_name(view), state_words(view.state, view.days_left, view.agreement.ends), _tone(view))
        for view in views
    ]


def _name(view: AgreementView) -> str:
    return agreement_name(tuple(one.code for one in view.agreement.parties))


def _tone(view: AgreementView) -> str:
    if view.state is AgreementState.IN_FORCE:
        return "good"
    return "warn" if view.state is AgreementState.LAST_MONTH or view.overrides else "bad"


def waiting_links(found: list[Waiting], views: list[AgreementView]) -> list[Link]:
    """Return one sentence for each kind of waiting work, with the agreement it belongs to."""
    names = {view.agreement.id: f" ({_name(view)})" for view in views}
    links = []
    for one in found:
        screen, key = _SCREENS.get(one.code, ("documents", "document"))
        text = t(f"home.waiting.{one.code}", count=number(one.count)) + names.get(one.agreement_id, "")
        links.append(Link(text, screen, {key: one.subject}))
    return links


def last_run_lines(run: Run | None) -> list[str]:
    """Return the composition of the last matching in words."""
    if run is None:
        return [t("home.no_run")]
    sides = classes_by_side(run)
    lines = [run_name(run)]
    for name in CLASSES:
        counts = [(side.upper(), sides[side][name]) for side in ("a", "b") if name in sides[side]]
        if any(count for _side, count in counts):
            shown = " · ".join(f"{side} {number(count)}" for side, count in counts)
            lines.append(f"{word('class', name)}: {shown}")
    return lines


def next_step(
    officer_acts: set[str], snapshots: list[Snapshot], runs: list[Run], waiting: list[Link]
) -> Link:
    """Return the one thing to do next, for who has no idea."""
    if waiting:
        return waiting[0]
    if "may:officers.manage" in officer_acts and "may:data.receive" not in officer_acts:
        return Link(t("home.next.officers"), "preferences")
    if "may:data.receive" in officer_acts and len({one.party for one in snapshots}) < 2:
        return Link(t("home.next.receive"), "data")
    if "may:matching.run" in officer_acts and not runs:
        return Link(t("home.next.match"), "matching")
    if "may:document.compose" in officer_acts:
        return Link(t("home.next.compose"), "documents")
    if "may:audit.view" in officer_acts and "may:data.view" not in officer_acts:
        return Link(t("home.next.audit"), "oversight")
    return Link(t("home.next.nothing"), "documents")


def greeting(officer: Officer, today: str) -> str:
    """Return the first line."""
    return t("home.greeting", name=officer.name, day=today)
