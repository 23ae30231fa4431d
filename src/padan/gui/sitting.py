"""One officer's sitting, from unlock to lock: desk, workplace, idle watch, drafts, and what happens at its
end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from padan.common.errors import Fault
from padan.domain.officer import Act, may
from padan.domain.settings import FIRST_STEPS, IDLE_MINUTES, Value
from padan.gui import sitting_words
from padan.gui.desk import Desk, Room
from padan.gui.fault_texts import words_of
from padan.gui.shell.idle import IdleWatch
from padan.gui.shell.steps import WITH_PARTNER
from padan.gui.shell.window import MainWindow
from padan.gui.shell.workplace import Workplace
from padan.gui.tasks import Failed, Job, Outcome
from padan.gui.texts import number, t, word
from padan.services import back_up, keep_drafts, keep_settings, keep_sitting, open_workspace, show_waiting
from padan.services.keep_drafts import Drafts
from padan.services.keep_sitting import Interrupted
from padan.services.ports.tools import Tools
from padan.services.session import Session

_KEEP_EVERY_MS = 30_000
_KEEP_SOON_MS = 1_000
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
    package: Path | None = None


@dataclass(frozen=True)
class _FirstLook:
    """What is read once, when the workplace opens."""

    settings: dict[str, Value]
    drafts: Drafts
    interrupted: Interrupted | None
    recovery_pending: bool


def _first_look(session: Session) -> _FirstLook:
    return _FirstLook(
        keep_settings.settings(session),
        keep_drafts.kept_drafts(session),
        keep_sitting.begin_sitting(session),
        may(session.officer, Act.OFFICERS_MANAGE) and back_up.recovery_key_pending(session),
    )


def _loops_done(session: Session, *, partner: bool) -> frozenset[str]:
    """Return the steps done of the first loop and, with a practice partner, of the two-office exercise."""
    done = show_waiting.first_loop(session)
    if not partner:
        return done
    return done | {WITH_PARTNER} | {f"x_{code}" for code in show_waiting.exchange_loop(session)}


class Sitting(QObject):
    """Built at unlock; `end` keeps the drafts, destroys the workplace and closes the store, in that order."""

    def __init__(self, house: House, session: Session) -> None:
        super().__init__(house.survivor)
        self._house = house
        self._session = session
        self.officer = session.officer
        self._kept = Drafts()
        self.desk = Desk(house.tools, session, house.room)
        self.desk.setParent(self)
        self._keeper = QTimer(self)
        self._keeper.timeout.connect(self._keep)
        self.workplace = self._make_workplace()
        self._idle = IdleWatch(self)
        self._idle.idle.connect(house.lock)
        self.desk.lock_wished.connect(house.lock)
        self.desk.changed.connect(self._count)
        self.desk.settled.connect(self._watch)
        self._show_status()
        self.desk.ask(self, lambda _job: _first_look(session), self._begin)

    def end(self) -> None:
        """Keep drafts, then close; the jobs queue behind whatever still runs, so nothing is cut off."""
        self._idle.stop()
        self._keeper.stop()
        self.workplace.keep_shapes()
        session, drafts, tasks = self._session, self._drafts(), self._house.room.tasks

        def close(_job: Job) -> None:
            tasks.wait_for_long()
            try:
                keep_drafts.keep_drafts(session, drafts)
                keep_sitting.end_sitting(session)
                _unsaved.pop(session.officer.id, None)
            finally:
                open_workspace.lock(session)

        def finish(outcome: Outcome) -> None:
            if isinstance(outcome, Failed):
                _unsaved[session.officer.id] = drafts

        tasks.on_store(Job(close, self._house.survivor, finish, outlives=True, must=True))
        self.deleteLater()

    def show_steps(self) -> None:
        """Show the strip of the first loop again, in the practice workspace; say so elsewhere."""
        if not self._session.store.training:
            self.desk.say(t("shell.steps.only_training"), "info")
            return
        session = self._session
        self.desk.settings[FIRST_STEPS.name] = True
        self.desk.ask(
            self,
            lambda _job: keep_settings.change_setting(session, FIRST_STEPS, True),
            lambda _none: self._count(),
        )

    def renew(self) -> None:
        """Make every screen anew, as after a lock: for a change of language."""
        drafts = self._drafts()
        self.workplace.keep_shapes()
        self.workplace = self._make_workplace()
        self._show_status()
        self.workplace.restore(drafts.screen or "home", drafts.forms)
        self._count()

    def _make_workplace(self) -> Workplace:
        made = Workplace(self.desk)
        made.steps.dismissed.connect(self._dismiss_steps)
        made.steps.led.connect(made.go)
        made.screens.currentChanged.connect(lambda _place: self._keep_soon())
        self._house.window.show_workplace(made)
        return made

    def _begin(self, found: _FirstLook) -> None:
        self.desk.settings = found.settings
        drafts = _unsaved.get(self._session.officer.id, found.drafts)
        self._kept = drafts
        if drafts.screen:
            self.workplace.restore(drafts.screen, drafts.forms)
        elif not found.recovery_pending:
            before = found.interrupted.screen if found.interrupted is not None else ""
            self.workplace.go(before or "home")
        if found.recovery_pending:
            self.workplace.go("preferences", {"page": "recovery"})
        elif self._house.package is not None:  # a double click on its file started the program
            self.workplace.go("exchange", {"page": "arrival", "shown": str(self._house.package)})
        forms = any(one.get("open") for one in drafts.forms.values())
        told = sitting_words.lines(found.interrupted, forms, found.recovery_pending)
        self._tell(told, serious=found.interrupted is not None or found.recovery_pending)
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

    def _keep_soon(self) -> None:
        """Another screen is in sight: after a power cut the window should open there."""
        if self._keeper.isActive():
            self._keeper.start(_KEEP_SOON_MS)

    def _keep(self) -> None:
        """Keep open forms now and then, so that a power cut loses at most half a minute of typing."""
        self._keeper.start(_KEEP_EVERY_MS)
        drafts = self._drafts()
        if drafts != self._kept:
            self._kept = drafts
            self.desk.ask(
                self,
                lambda _job: keep_drafts.keep_drafts(self._session, drafts),
                lambda _none: None,
                failed=lambda _fault: None,
            )

    def _tell(self, lines: list[str], *, serious: bool) -> None:
        """Say in one message what the officer should know before beginning."""
        unlocked = self._session.unlocked
        notices = [words_of(code, {}) for code in unlocked.notices]
        more = [f"{one.message} {one.remedy}" for one in notices]
        if unlocked.failed_attempts_before:
            more.append(t("unlock.failed_before", count=unlocked.failed_attempts_before))
        if lines or more:
            self.desk.say(" ".join((*lines, *more)), "warn" if serious or more else "info")

    def _dismiss_steps(self) -> None:
        session = self._session
        self.desk.settings[FIRST_STEPS.name] = False
        self.desk.ask(
            self,
            lambda _job: keep_settings.change_setting(session, FIRST_STEPS, False),
            lambda _none: self.desk.say(t("shell.steps.dismissed"), "info"),
        )

    def _show_status(self) -> None:
        window, officer = self._house.window, self._session.officer
        roles = ", ".join(word("role", role.value) for role in sorted(officer.roles))
        party = word("party_short", self._session.store.party)
        window.show_status("connection", t("shell.offline"))
        window.show_status("workspace", t("shell.workspace", party=party))
        window.show_status("officer", t("shell.officer", name=officer.name, roles=roles))
        training = self._session.store.training
        window.setWindowTitle(t("shell.title_training" if training else "shell.title", party=party))

    def _count(self) -> None:
        """Count anew what waits, and what of the first loop is done."""

        def failed(_fault: Fault) -> None:
            self._house.window.show_status("waiting", "")

        def look() -> tuple[list[show_waiting.Waiting], frozenset[str] | None]:
            wanted = self._session.store.training and bool(self.desk.setting(FIRST_STEPS))
            done = _loops_done(self._session, partner=self.desk.partner is not None) if wanted else None
            return show_waiting.waiting(self._session), done

        self.desk.ask(self, lambda _job: look(), self._show_count, failed=failed)

    def _show_count(self, found: tuple[list[show_waiting.Waiting], frozenset[str] | None]) -> None:
        waiting, done = found
        total = sum(one.count for one in waiting)
        text = t("shell.waiting", count=number(total)) if total else t("shell.waiting_none")
        self._house.window.show_status("waiting", text)
        if done is None:
            self.workplace.steps.hide()
        else:
            self.workplace.steps.show_done(done, self.desk.conditions())
