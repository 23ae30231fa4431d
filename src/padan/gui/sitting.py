"""One officer's sitting, from unlock to lock: desk, workplace, idle watch, drafts, and what happens at its
end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer

from padan.common.errors import Fault
from padan.domain.settings import IDLE_MINUTES
from padan.gui.desk import Desk, Room
from padan.gui.fault_texts import words_of
from padan.gui.shell.idle import IdleWatch
from padan.gui.shell.window import MainWindow
from padan.gui.shell.workplace import Workplace
from padan.gui.tasks import Failed, Job, Outcome
from padan.gui.texts import t, word
from padan.services import keep_drafts, keep_settings, open_workspace, show_waiting
from padan.services.keep_drafts import Drafts
from padan.services.ports.tools import Tools
from padan.services.session import Session

_KEEP_EVERY_MS = 30_000
_unsaved: dict[str, Drafts] = {}
"""Drafts the store could not take (full disk): kept in memory for the same officer's next unlock."""


@dataclass(frozen=True)
class House:
    """What a sitting is given: the window, what outlives it, the tools, and the way to lock."""

    window: MainWindow
    room: Room
    tools: Tools
    lock: Callable[[], None]
    survivor: QObject


class Sitting(QObject):
    """Built at unlock; `end` keeps the drafts, destroys the workplace and closes the store, in that order."""

    def __init__(self, house: House, session: Session) -> None:
        super().__init__(house.survivor)
        self._house = house
        self._session = session
        self._kept = Drafts()
        self.desk = Desk(house.tools, session, house.room)
        self.desk.setParent(self)
        self.workplace = Workplace(self.desk)
        self._idle = IdleWatch(self)
        self._idle.idle.connect(house.lock)
        self._keeper = QTimer(self)
        self._keeper.timeout.connect(self._keep)
        self.desk.lock_wished.connect(house.lock)
        self.desk.changed.connect(self._count)
        self.desk.settled.connect(self._watch)
        self._show_status()
        house.window.show_workplace(self.workplace)
        self.desk.ask(self, lambda _job: self._first_look(), self._begin)

    def end(self) -> None:
        """Keep drafts, then close; the jobs queue behind whatever still runs, so nothing is cut off."""
        self._idle.stop()
        self._keeper.stop()
        session, drafts = self._session, self._drafts()

        def close(_job: Job) -> None:
            try:
                keep_drafts.keep_drafts(session, drafts)
                _unsaved.pop(session.officer.id, None)
            finally:
                open_workspace.lock(session)

        def finish(outcome: Outcome) -> None:
            if isinstance(outcome, Failed):
                _unsaved[session.officer.id] = drafts

        self._house.room.tasks.on_store(Job(close, self._house.survivor, finish, outlives=True))
        self.deleteLater()

    def _first_look(self) -> tuple[dict[str, Any], Drafts]:
        return keep_settings.settings(self._session), keep_drafts.kept_drafts(self._session)

    def _begin(self, found: tuple[dict[str, Any], Drafts]) -> None:
        self.desk.settings, kept = found
        drafts = _unsaved.get(self._session.officer.id, kept)
        self._kept = drafts
        if drafts.screen:
            self.workplace.restore(drafts.screen, drafts.forms)
        else:
            self.workplace.go("home")
        if any(one.get("open") for one in drafts.forms.values()):
            self.desk.say(t("shell.restored"), "info")
        self._tell_notices()
        self._watch()
        self._keeper.start(_KEEP_EVERY_MS)
        self._count()

    def _watch(self) -> None:
        """Watch for idleness by the setting in use."""
        self._idle.start(float(self.desk.setting(IDLE_MINUTES)))

    def _drafts(self) -> Drafts:
        if not self.workplace.in_sight:
            return self._kept
        return Drafts(self.workplace.in_sight, self.workplace.drafts())

    def _keep(self) -> None:
        """Keep open forms now and then, so that a power cut loses at most half a minute of typing."""
        drafts = self._drafts()
        if drafts != self._kept:
            self._kept = drafts
            self.desk.ask(
                self,
                lambda _job: keep_drafts.keep_drafts(self._session, drafts),
                lambda _none: None,
                failed=lambda _fault: None,
            )

    def _tell_notices(self) -> None:
        unlocked = self._session.unlocked
        told = [words_of(code, {}) for code in unlocked.notices]
        lines = [f"{one.message} {one.remedy}" for one in told]
        if unlocked.failed_attempts_before:
            lines.append(t("unlock.failed_before", count=unlocked.failed_attempts_before))
        if lines:
            self.desk.say(" ".join(lines), "warn")

    def _show_status(self) -> None:
        window, officer = self._house.window, self._session.officer
        roles = ", ".join(word("role", role.value) for role in sorted(officer.roles))
        party = word("party_short", self._session.store.party)
        window.show_status("connection", t("shell.offline"))
        window.show_status("workspace", t("shell.workspace", party=party))
        window.show_status("officer", t("shell.officer", name=officer.name, roles=roles))
        window.setWindowTitle(f"Padan – {party}" + (" – LATIHAN" if self._session.store.training else ""))

    def _count(self) -> None:
        def failed(_fault: Fault) -> None:
            self._house.window.show_status("waiting", "")

        self.desk.ask(self, lambda _job: show_waiting.waiting(self._session), self._show_count, failed=failed)

    def _show_count(self, found: list[show_waiting.Waiting]) -> None:
        total = sum(one.count for one in found)
        text = t("shell.waiting", count=total) if total else t("shell.waiting_none")
        self._house.window.show_status("waiting", text)
