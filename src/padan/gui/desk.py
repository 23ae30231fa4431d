"""What every presenter is handed: tools, session, tasks, dialogs, and ways to speak and to go elsewhere.

Presenters ask the store only through `ask`; the answer arrives on the GUI thread while the presenter lives.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from padan.common.errors import Fault
from padan.domain.officer import Act, may
from padan.domain.settings import SAVE_FOLDER, Setting, SettingScope, Value
from padan.gui.dialogs import Dialogs
from padan.gui.fault_texts import sentence, shown_line
from padan.gui.machine_settings import MachineSettings
from padan.gui.tasks import Done, Failed, Job, Outcome, Stopped, Tasks
from padan.gui.texts import t
from padan.services import keep_settings, keep_sitting
from padan.services.ports.tools import Tools
from padan.services.session import Session


@dataclass(frozen=True)
class Room:
    """What outlives a session: threads, dialogs, the machine's settings; in the practice workspace also the
    partner of the two-office exercise.
    """

    tasks: Tasks
    dialogs: Dialogs
    machine: MachineSettings
    partner: Callable[[Tools], tuple[list[str], Path]] | None = None


class Desk(QObject):
    """One unlocked officer's working place, until the lock."""

    said = Signal(str, str)
    went = Signal(str, dict)
    changed = Signal()
    settled = Signal()
    lock_wished = Signal()
    language_wished = Signal(str)

    def __init__(self, tools: Tools, session: Session, room: Room) -> None:
        super().__init__()
        self.tools = tools
        self.session = session
        self.tasks = room.tasks
        self.dialogs = room.dialogs
        self.machine = room.machine
        self.partner = room.partner
        self.settings: dict[str, Value] = {}
        self.in_sight = ""

    def conditions(self) -> set[str]:
        """Return `may:<act>` for every act the officer's roles allow."""
        return {f"may:{act.value}" for act in Act if may(self.session.officer, act)}

    def may(self, act: Act) -> bool:
        """Tell whether the officer's roles allow `act`: asked before a use case that would log a refusal."""
        return may(self.session.officer, act)

    def remember_folder(self, setting: Setting, path: Path) -> None:
        """Keep a folder for the next dialog: inside the store, because paths can name people."""
        if self.settings.get(setting.name) != str(path):
            self.keep_setting(setting, str(path))

    def keep_setting(self, setting: Setting, value: Value) -> None:
        """Keep a setting of this officer's, without a word."""
        self.settings[setting.name] = value
        work = partial(keep_settings.change_setting, self.session, setting, value)
        self.ask(self, lambda _job: work(), lambda _none: None)

    def setting(self, setting: Setting) -> Any:
        """Return the value in use: the machine's policy first."""
        if setting.name in self.machine.fixed or setting.scope is SettingScope.MACHINE:
            return self.machine.get(setting)
        return self.settings.get(setting.name, setting.default)

    def say(self, text: str, tone: str = "good") -> None:
        """Show a message without stopping the officer."""
        self.said.emit(text, tone)

    def go(self, screen: str, **place: str) -> None:
        """Show another screen at a place in it."""
        self.went.emit(screen, place)

    def ask(
        self,
        owner: QObject,
        work: Callable[[Job], Any],
        done: Callable[[Any], None],
        *,
        failed: Callable[[Fault], None] | None = None,
        label: str = "",
        outlives: bool = False,
    ) -> Job:
        """Run `work` on the store's thread; `label` makes it a long one with progress and cancel.

        What `outlives` its owner runs beside the store's thread: other screens go on reading meanwhile.
        """
        job = Job(self._told(work, label), owner, self._finish(done, failed), label, outlives)
        return self.tasks.on_long(job) if outlives else self.tasks.on_store(job)

    def ask_aside(self, owner: QObject, work: Callable[[], Any], done: Callable[[Any], None]) -> Job:
        """Run `work` that needs no store (sorting, filtering, drawing) away from both threads."""
        return self.tasks.on_files(Job(lambda _job: work(), owner, self._finish(done, None)))

    def save_target(self, title: str, kinds: str, file: str) -> Path | None:
        """Ask where to write `file`, beginning in the folder used last."""
        folder = Path(str(self.setting(SAVE_FOLDER) or Path.home()))
        target = self.dialogs.save_file(title, kinds, str(folder / file))
        if target is not None:
            self.remember_folder(SAVE_FOLDER, target.parent)
        return target

    def save_folder(self, title: str) -> Path | None:
        """Ask for a folder to write into, beginning in the one used last."""
        folder = self.dialogs.folder(title, str(self.setting(SAVE_FOLDER) or Path.home()))
        if folder is not None:
            self.remember_folder(SAVE_FOLDER, folder)
        return folder

    def _told(self, work: Callable[[Job], Any], label: str) -> Callable[[Job], Any]:
        """Let a long work leave a trace in the store while it runs: a power cut in it can then be told."""
        if not label:
            return work
        screen = self.in_sight

        def told(job: Job) -> Any:
            with suppress(Fault):  # a full disk is told by the work itself
                keep_sitting.begin_task(self.session, label, screen)
            try:
                return work(job)
            finally:
                with suppress(Fault):
                    keep_sitting.end_task(self.session)

        return told

    def _finish(
        self, done: Callable[[Any], None], failed: Callable[[Fault], None] | None
    ) -> Callable[[Outcome], None]:
        def finish(outcome: Outcome) -> None:
            if isinstance(outcome, Done):
                done(outcome.value)
            elif isinstance(outcome, Failed):
                (failed or self.show_fault)(outcome.fault)
            elif isinstance(outcome, Stopped):
                self.say(t("common.cancelled"), "info")

        return finish

    def show_fault(self, fault: Fault) -> None:
        """Show what the officer can mend in the bar, everything else in a dialog with code and remedy."""
        self.dialogs.remember(sentence(fault))
        if fault.family == "user":
            self.say(shown_line(fault), "warn")
        else:
            self.dialogs.fault(sentence(fault))
