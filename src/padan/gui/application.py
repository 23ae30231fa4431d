"""The desktop program from start to end: door, workplace, lock; the only place that changes between them."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from padan.domain.settings import FONT_PERCENT, LANGUAGE, THEME, WINDOW
from padan.gui.dialogs import Dialogs
from padan.gui.doors import Doors, Hall, Practice
from padan.gui.fault_texts import sentence
from padan.gui.machine_settings import MachineSettings
from padan.gui.qt_words import QtWords
from padan.gui.shell.lock_key import LockKey
from padan.gui.shell.window import MainWindow
from padan.gui.tasks import Tasks, defect_of
from padan.gui.texts import language, t, use_language
from padan.gui.theme.look import look
from padan.gui.unlock.view import UnlockView
from padan.services.ports.tools import Tools
from padan.services.session import Session

if TYPE_CHECKING:
    from padan.gui.help.desk import HelpDesk
    from padan.gui.sitting import Sitting

__all__ = ["Application", "Practice", "Start", "main", "qt_application"]


@dataclass(frozen=True)
class Start:
    """How the program begins."""

    tools: Callable[[], Tools]
    folder: Path | None = None
    training: bool = False
    practice: Practice | None = None
    machine: MachineSettings | None = None
    package: Path | None = None


class Application(QObject):
    """Owns the window, the threads and the session; everything else is handed what it needs."""

    ready = Signal()

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._start = start
        self._package = start.package
        self._made_tools: Tools | None = None
        self.machine = start.machine or MachineSettings()
        speak(str(self.machine.get(LANGUAGE)))
        look().choose(str(self.machine.get(THEME)), int(self.machine.get(FONT_PERCENT)))
        self.tasks = Tasks(self)
        self.window = MainWindow()
        self.dialogs = Dialogs(self.window)
        hall = Hall(self.window, self.tools, self.tasks, self.dialogs, self.machine)
        self.doors = Doors(hall, start.folder, start.training, start.practice)
        self._sitting: Sitting | None = None
        self._help_desk: HelpDesk | None = None
        self.doors.opened.connect(self._opened)
        self.doors.ready.connect(self.ready)
        self.window.lock_wished.connect(self.lock)
        self.window.closing.connect(self.stop)
        self.window.help_wished.connect(self._help)
        self._lock_key = LockKey(self.window, self)
        self._lock_key.pressed.connect(self.lock)

    @property
    def unlock_view(self) -> UnlockView:
        return self.doors.view

    def tools(self) -> Tools:
        """Return the tools, built at their first use on the store's thread: the window appears before
        them.
        """
        if self._made_tools is None:
            self._made_tools = self._start.tools()
        return self._made_tools

    def show(self) -> None:
        """Show the window at once, then look at the workspace."""
        self.window.restore_geometry(str(self.machine.get(WINDOW)))
        self.doors.show()
        self.window.mark_training(self._start.training)
        self.window.show()
        QTimer.singleShot(0, self.window, self.doors.begin)
        QTimer.singleShot(2000, self.window, self._watch_sleep)

    def unforeseen(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Show what nobody foresaw as a defect with its place; values are neither shown nor logged."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.dialogs.fault(sentence(defect_of(error)))

    def stop(self) -> None:
        """Lock what is open, keep the window's place, join the threads."""
        self._lock_key.stop()
        self.machine.put(WINDOW, self.window.geometry_text())
        if self._sitting is not None:
            self._sitting.end()
            self._sitting = None
        if self._help_desk is not None:
            self._help_desk.close()
        self.tasks.stop()

    def lock(self) -> None:
        """Lock now: never asks, never loses, leaves nothing readable."""
        if self._sitting is None:
            self.doors.forget()
            return
        self.dialogs.dismiss()
        if self._help_desk is not None:
            self._help_desk.put_away()
        self._sitting.end()
        self._sitting = None
        self.window.leave_nothing()
        self.doors.show()
        self.doors.look_at(self.doors.folder)

    def _watch_sleep(self) -> None:
        from padan.gui.shell.sleep_watch import SleepWatch

        watch = SleepWatch(self)
        watch.leaving.connect(self.lock)
        watch.start(int(self.window.winId()))

    def _opened(self, session: Session) -> None:
        from padan.gui.desk import Room
        from padan.gui.sitting import House, Sitting

        practice = self._start.practice
        partner = practice.partner if practice is not None and session.store.training else None
        room = Room(self.tasks, self.dialogs, self.machine, partner)
        package, self._package = self._package, None
        house = House(self.window, room, self.tools(), self.lock, self.doors, package)
        self._sitting = Sitting(house, session)
        self._sitting.desk.language_wished.connect(self._speak)

    def _speak(self, code: str) -> None:
        """Change the language of everything on screen; open forms stay as they are."""
        speak(code)
        self.window.name_all()
        self.doors.renew()
        if self._help_desk is not None:
            self._help_desk.renew()
        if self._sitting is not None:
            self._sitting.renew()

    def _help(self, name: str) -> None:
        from padan.gui.help.facts import Trouble

        sitting = self._sitting
        seen = sitting.workplace.in_sight if sitting is not None else self.doors.in_sight
        roles = sorted(role.value for role in sitting.officer.roles) if sitting is not None else []
        self.help_desk.answer(name, Trouble(seen, roles, tuple(self.dialogs.recent)))

    @property
    def help_desk(self) -> "HelpDesk":
        """The guide and its companions, made when first asked for."""
        from padan.gui.help.desk import HelpDesk

        if self._help_desk is None:
            self._help_desk = HelpDesk(self.window, self.dialogs)
            self._help_desk.steps_wished.connect(self._show_steps)
        return self._help_desk

    def _show_steps(self) -> None:
        if self._sitting is not None:
            self._sitting.show_steps()


def speak(code: str) -> None:
    """Take words, dates and numbers of a language from now on, Qt's own words included."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_language(code)
    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)
        translator.deleteLater()
    if language() == "id":
        application.installTranslator(QtWords(application))


def qt_application(argv: Sequence[str]) -> QApplication:
    """Return the Qt application with Indonesian words, numbers and dates; the same one when it exists."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(list(argv))
    application.setApplicationName("Padan")
    application.setDesktopFileName("padan")
    speak("id")
    return application


def main(
    argv: Sequence[str],
    tools: Callable[[], Tools],
    practice: Practice | None = None,
) -> int:
    """Run `padan [--workspace DIR] [--training] [PAKET]`; `practice` is used when it is asked for."""
    parser = argparse.ArgumentParser(prog="padan", description=t("cli.description"))
    parser.add_argument(
        "--workspace", type=Path, default=os.environ.get("PADAN_WORKSPACE"), help=t("cli.workspace")
    )
    parser.add_argument("package", type=Path, nargs="?", metavar="PAKET", help=t("cli.package"))
    parser.add_argument("--training", action="store_true", help=t("cli.training"))
    wish = parser.parse_args(list(argv))
    qt = qt_application(sys.argv[:1])
    qt.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, False)
    folder = Path(wish.workspace) if wish.workspace else None
    package = wish.package.absolute() if wish.package else None
    use = practice if wish.training else None
    program = Application(Start(tools, folder, wish.training, use, package=package))
    sys.excepthook = program.unforeseen
    program.show()
    return int(qt.exec())
