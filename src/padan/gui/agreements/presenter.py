"""Perjanjian's presenter: shows agreements clause by clause today, records addenda, overrides, deeds and
events.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from padan.common.clock import local_date
from padan.common.errors import Fault
from padan.domain.agreement import Addendum, AgreementState
from padan.domain.duties import Rhythm
from padan.domain.scope import Scope
from padan.gui.agreements import wording
from padan.gui.agreements.clause_words import ClauseShown, clauses, duty_options
from padan.gui.agreements.view import AgreementsView
from padan.gui.desk import Desk
from padan.gui.fault_texts import shown_line
from padan.gui.texts import t
from padan.services import keep_agreement
from padan.services.keep_agreement import AgreementView, NoteWish, OverrideWish

_NOTES = ("note", "event")


@dataclass(frozen=True)
class _Found:
    views: list[AgreementView]
    scopes: dict[str, list[Scope]]
    outdated: list[str]


class AgreementsPresenter(QObject):
    """Keeps the list, the chosen agreement and the chosen clause in sight."""

    def __init__(self, desk: Desk, view: AgreementsView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._found = _Found([], {}, [])
        self._clauses: Mapping[str, ClauseShown] = {}
        self._place: dict[str, str] = {}
        view.used.connect(self._act)
        view.chosen.connect(self._choose)
        view.clause.connect(self._show_clause)
        view.submitted.connect(self._submitted)
        view.restored.connect(lambda form, about: self._offer(form, about.get("agreement", "")))

    def open(self, place: Mapping[str, str]) -> None:
        self._place = dict(place)
        session, tools = self._desk.session, self._desk.tools

        def work() -> _Found:
            views = keep_agreement.agreements(session)
            ids = [one.agreement.id for one in views]
            scopes = {one: keep_agreement.scopes(session, tools, one) for one in ids}
            return _Found(views, scopes, keep_agreement.outdated(session, tools))

        self._desk.ask(self, lambda _job: work(), self._show)

    def where(self) -> dict[str, str]:
        place = {"agreement": self._view.table.key, "clause": self._view.clauses.key}
        return {**place, "tab": str(self._view.tabs.currentIndex())}

    def _show(self, found: _Found) -> None:
        self._found = found
        self._view.show_agreements([wording.agreement_line(one) for one in found.views])
        if found.outdated:
            self._view.say_state(t("agreements.outdated"))
        self._view.table.choose(self._place.get("agreement", ""))
        self._choose(self._view.table.key)
        self._view.clauses.choose(self._place.get("clause", ""))
        if self._place.get("tab", "").isdigit():
            self._view.tabs.setCurrentIndex(int(self._place["tab"]))
        form = self._view.page
        if form in _NOTES:
            self._offer(form, self._view.forms[form].about.get("agreement", ""))
        self._place = {}

    def _choose(self, key: str) -> None:
        chosen = self._one(key)
        conditions = self._desk.conditions()
        if chosen is not None:
            scopes = self._found.scopes[key]
            self._clauses = clauses(chosen, scopes)
            self._view.show_clauses([one.line for one in self._clauses.values()])
            self._view.show_facts(wording.fact_lines(chosen))
            ways = wording.both_ways(chosen.agreement, scopes)
            self._view.show_scope(wording.scope_lines(ways), wording.scope_note(ways))
            conditions |= self._conditions(chosen)
        self._view.allow(conditions)

    def _conditions(self, chosen: AgreementView) -> set[str]:
        found = {"chosen"}
        if chosen.state is AgreementState.ENDED:
            found.add("ended")
        if any(one.rhythm is Rhythm.AFTER_EVENT for one in chosen.agreement.duties):
            found.add("has_events")
        if chosen.agreement.id in self._found.outdated:
            found.add("outdated")
        return found

    def _show_clause(self, key: str) -> None:
        shown = self._clauses.get(key)
        if shown is not None:
            self._view.show_clause(shown.asks, shown.stands, shown.history)

    def _one(self, key: str) -> AgreementView | None:
        return next((one for one in self._found.views if one.agreement.id == key), None)

    def _act(self, name: str) -> None:
        key = self._view.table.key
        today = local_date(self._desk.session.clock.now())
        if name == "agreement.extend":
            self._open_extend(key, today)
        elif name == "agreement.override":
            self._view.open_form("override", {"until": today.isoformat()}, {"agreement": key})
        elif name in ("agreement.note", "agreement.event"):
            self._open_note(name.removeprefix("agreement."), key, today)
        elif name == "agreement.renew":
            self._renew(key)
        elif name == "reload":
            self.open(self.where())

    def _open_extend(self, key: str, today: date) -> None:
        chosen = self._one(key)
        if chosen is not None:
            ends = chosen.agreement.ends
            later = ends.replace(year=ends.year + 1, day=min(ends.day, 28)).isoformat()
            values = {"signed": today.isoformat(), "new_end": later}
            self._view.open_form("extend", values, {"agreement": key})

    def _open_note(self, form: str, key: str, today: date) -> None:
        shown = self._clauses.get(self._view.clauses.key)
        self._view.open_form(form, {"day": today.isoformat()}, {"agreement": key})
        self._offer(form, key)
        if shown is not None and shown.duty:
            self._view.forms[form].form.set_values({"kind": shown.duty})

    def _offer(self, form: str, key: str) -> None:
        chosen = self._one(key)
        if form in _NOTES and chosen is not None:
            rhythm = Rhythm.AFTER_EVENT if form == "event" else None
            self._view.offer_duties(form, duty_options(chosen, rhythm))

    def _renew(self, key: str) -> None:
        question, more = t("agreements.renew.question"), t("agreements.renew.more")
        if self._desk.dialogs.confirm(question, more, t("actions.agreement.renew")):
            session, tools = self._desk.session, self._desk.tools

            def done(_agreement: object) -> None:
                self._desk.say(t("agreements.renew.done"))
                self.open(self.where())

            self._desk.ask(self, lambda _job: keep_agreement.renew_text(session, tools, key), done)

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        session, key = self._desk.session, about["agreement"]
        if form == "extend":
            signed, ends = date.fromisoformat(values["signed"]), date.fromisoformat(values["new_end"])
            addendum = Addendum(values["number"], signed, ends, values["note"])
            self._send(form, lambda: keep_agreement.extend(session, key, addendum))
        elif form == "override":
            until = date.fromisoformat(values["until"])
            wish = OverrideWish(key, tuple(values["purposes"]), values["reason"], until)
            self._send(form, lambda: keep_agreement.override(session, wish))
        else:
            on = date.fromisoformat(values["day"])
            note = NoteWish(key, values["kind"], on, values["what"], happened=form == "event")
            self._send(form, lambda: keep_agreement.note_duty(session, note))

    def _send(self, form: str, work: Callable[[], object]) -> None:
        page = self._view.forms[form]
        page.wait(True)

        def done(_value: object) -> None:
            self._view.close_form()
            self._desk.say(t(f"agreements.{form}.done"))
            self.open(self.where())
            self._desk.changed.emit()

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        self._desk.ask(self, lambda _job: work(), done, failed=failed)
