"""The register of incidents in the window: reporting, following up, the clocks; decides nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from PySide6.QtCore import QObject, Signal

from padan.common.clock import WIB
from padan.common.errors import Fault
from padan.domain.incident import Incident, IncidentKind
from padan.gui.desk import Desk
from padan.gui.fault_texts import shown_line
from padan.gui.oversight import wording
from padan.gui.oversight.view import OversightView
from padan.gui.texts import t
from padan.gui.widgets.fields import Value
from padan.services import keep_incidents
from padan.services.keep_incidents import IncidentWish

_TAB = 2


class Incidents(QObject):
    """`changed` fires when the register changed."""

    changed = Signal()

    def __init__(self, desk: Desk, view: OversightView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._shown: Mapping[str, Incident] = {}
        self._names: Mapping[str, str] = {}
        view.incident.connect(self._tell)
        view.submitted.connect(self._submitted)

    def show(self, found: Sequence[Incident], names: Mapping[str, str]) -> None:
        """Show the register."""
        self._shown, self._names = {one.id: one for one in found}, names
        now = self._desk.session.clock.now()
        lines = [wording.incident_line(one, names, now) for one in found]
        self._view.show_incidents(lines, sum(1 for one in found if not one.closed))
        self._tell(self._view.incidents.key)

    def conditions(self) -> set[str]:
        """Return what the chosen incident allows."""
        chosen = self._shown.get(self._view.incidents.key)
        return {"incident"} if chosen is not None and not chosen.closed else set()

    def act(self, name: str) -> None:
        """Answer an action on the register."""
        now = self._desk.session.clock.now().astimezone(WIB)
        if name == "incident.report":
            values: dict[str, Value] = {
                "day": now.date().isoformat(),
                "hour": f"{now:%H.%M}",
                "personal": True,
            }
            self._view.open_form("report", values)
        elif name == "incident.follow":
            self._view.open_form("follow", {}, {"incident": self._view.incidents.key})

    def _tell(self, key: str) -> None:
        chosen = self._shown.get(key)
        self._view.show_follow_ups(wording.follow_lines(chosen, self._names) if chosen else [])

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        session = self._desk.session
        if form == "report":
            noticed = _moment(values["day"], values["hour"])
            if noticed is None:
                self._view.forms[form].say(t("oversight.report.hour_wrong"))
                return
            wish = IncidentWish(
                kind=IncidentKind(values["kind"]),
                noticed=noticed,
                what=values["what"],
                affected=values["affected"],
                personal=values["personal"],
                vital=values["vital"],
            )
            self._send(form, lambda: keep_incidents.report(session, wish))
        elif form == "follow":
            text, closes, key = values["text"], values["closes"], about["incident"]
            self._send(form, lambda: keep_incidents.follow_up(session, key, text, closes=closes))

    def _send(self, form: str, work: Callable[[], object]) -> None:
        page = self._view.forms[form]
        page.wait(True)

        def done(_made: object) -> None:
            self._view.close_form()
            self._view.tabs.setCurrentIndex(_TAB)
            self._desk.say(t(f"oversight.{form}.done"))
            self.changed.emit()

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        self._desk.ask(self, lambda _job: work(), done, failed=failed)


def _moment(day: str, hour: str) -> datetime | None:
    """Return the typed moment in Jakarta's time; None when the hour is none."""
    parts = hour.replace(":", ".").split(".")
    if len(parts) != 2 or not all(one.isdigit() for one in parts):
        return None
    hours, minutes = (int(one) for one in parts)
    if not (0 <= hours < 24 and 0 <= minutes < 60):
        return None
    return datetime.combine(datetime.fromisoformat(day).date(), time(hours, minutes), tzinfo=WIB)
