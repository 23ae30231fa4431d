"""Perjanjian's presenter: shows agreements with their state today, records addenda and the official's
override.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from padan.common.clock import local_date
from padan.common.errors import Fault
from padan.domain.agreement import Addendum, AgreementState
from padan.gui.agreements import wording
from padan.gui.agreements.view import AgreementsView
from padan.gui.desk import Desk
from padan.gui.fault_texts import shown_line
from padan.gui.texts import t
from padan.services import keep_agreement
from padan.services.keep_agreement import AgreementView, OverrideWish


class AgreementsPresenter(QObject):
    """Keeps the list and the chosen agreement in sight."""

    def __init__(self, desk: Desk, view: AgreementsView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._views: dict[str, AgreementView] = {}
        self._wanted = ""
        view.used.connect(self._act)
        view.chosen.connect(self._choose)
        view.submitted.connect(self._submitted)

    def open(self, place: Mapping[str, str]) -> None:
        self._wanted = place.get("agreement", "")
        self._desk.ask(self, lambda _job: keep_agreement.agreements(self._desk.session), self._show)

    def where(self) -> dict[str, str]:
        return {"agreement": self._view.table.key}

    def _show(self, found: list[AgreementView]) -> None:
        self._views = {one.agreement.id: one for one in found}
        self._view.show_agreements([wording.agreement_line(one) for one in found])
        self._view.table.choose(self._wanted)
        self._choose(self._view.table.key)

    def _choose(self, key: str) -> None:
        chosen = self._views.get(key)
        found = self._desk.conditions()
        if chosen is not None:
            found.add("chosen")
            if chosen.state is AgreementState.ENDED:
                found.add("ended")
            self._view.show_detail(
                chosen.agreement.title, wording.detail_lines(chosen), wording.duty_lines(chosen)
            )
        self._view.allow(found)

    def _act(self, name: str) -> None:
        key = self._view.table.key
        today = local_date(self._desk.session.clock.now())
        if name == "agreement.extend":
            ends = self._views[key].agreement.ends
            later = ends.replace(year=ends.year + 1, day=min(ends.day, 28)).isoformat()
            self._view.open_form(
                "extend", {"signed": today.isoformat(), "new_end": later}, {"agreement": key}
            )
        elif name == "agreement.override":
            self._view.open_form("override", {"until": today.isoformat()}, {"agreement": key})
        elif name == "reload":
            self.open({"agreement": key})

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        session, key = self._desk.session, about["agreement"]
        if form == "extend":
            addendum = Addendum(
                values["number"],
                date.fromisoformat(values["signed"]),
                date.fromisoformat(values["new_end"]),
                values["note"],
            )
            self._send(form, key, lambda: keep_agreement.extend(session, key, addendum))
        else:
            wish = OverrideWish(
                key, tuple(values["purposes"]), values["reason"], date.fromisoformat(values["until"])
            )
            self._send(form, key, lambda: keep_agreement.override(session, wish))

    def _send(self, form: str, key: str, work: Callable[[], object]) -> None:
        page = self._view.forms[form]
        page.wait(True)

        def done(_value: object) -> None:
            self._view.close_form()
            self._desk.say(t(f"agreements.{form}.done"))
            self.open({"agreement": key})
            self._desk.changed.emit()

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        self._desk.ask(self, lambda _job: work(), done, failed=failed)
