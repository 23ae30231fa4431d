"""The desktop program from start to end: door, workplace, lock; the only place that changes between them."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from padan.common.errors import Fault
from padan.common.places import user_data
from padan.domain.settings import FONT_PERCENT, LAST_LOGIN, THEME, WINDOW, WORKSPACE_FOLDER
from padan.domain.workspace import VaultOverview
from padan.gui.dialogs import Dialogs
from padan.gui.fault_texts import sentence
from padan.gui.machine_settings import MachineSettings
from padan.gui.qt_words import QtWords
from padan.gui.shell.window import MainWindow
from padan.gui.tasks import Tasks, defect_of
from padan.gui.texts import LOCALE, t
from padan.gui.theme.look import look
from padan.gui.unlock.presenter import Door, UnlockPresenter
from padan.gui.unlock.view import UnlockView
from padan.services.ports.tools import Tools
from padan.services.session import Session


@dataclass(frozen=True)
class Practice:
    """The practice workspace: how it is made (off the GUI thread), and the passphrase everyone may know."""

    prepare: Callable[[Tools], Path]
    passphrase: str


@dataclass(frozen=True)
class Start:
    """How the program begins."""

    tools: Callable[[], Tools]
    folder: Path | None = None
    training: bool = False
    practice: Practice | None = None
    machine: MachineSettings | None = None


class Application(QObject):
    """Owns the window, the threads and the session; everything else is handed what it needs."""

    ready = Signal()

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._start = start
        self._made_tools: Tools | None = None
        self.machine = start.machine or MachineSettings()
        look().choose(str(self.machine.get(THEME)), int(self.machine.get(FONT_PERCENT)))
        self.tasks = Tasks(self)
        self.window = MainWindow()
        self.dialogs = Dialogs(self.window)
        self.unlock_view = UnlockView()
        self.window.add_door(self.unlock_view)
        self.unlock = UnlockPresenter(Door(self.tools, self.tasks, self.dialogs), self.unlock_view)
        self.folder = start.folder or self._last_folder()
        self._sitting: QObject | None = None
        self._wire()

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
        self.window.show_door(self.unlock_view)
        self.window.mark_training(self._start.training)
        self.window.show()
        QTimer.singleShot(0, self.window, self._begin)
        QTimer.singleShot(2000, self.window, self._watch_sleep)

    def unforeseen(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Show what nobody foresaw as a defect with its place; values are neither shown nor logged."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.dialogs.fault(sentence(defect_of(error)))

    def look_at(self, folder: str | Path) -> None:
        """Show the door of the workspace in `folder`."""
        self.folder = Path(folder)
        self.unlock.look(self.folder, str(self.machine.get(LAST_LOGIN)))

    def stop(self) -> None:
        """Lock what is open, keep the window's place, join the threads."""
        from padan.gui.sitting import Sitting

        self.machine.put(WINDOW, self.window.geometry_text())
        if isinstance(self._sitting, Sitting):
            self._sitting.end()
            self._sitting = None
        self.tasks.stop()

    def lock(self) -> None:
        """Lock now: never asks, never loses."""
        from padan.gui.sitting import Sitting

        if not isinstance(self._sitting, Sitting):
            return
        self.dialogs.dismiss()
        self._sitting.end()
        self._sitting = None
        self.window.show_door(self.unlock_view)
        self.look_at(self.folder)

    def _wire(self) -> None:
        self.unlock.opened.connect(self._opened)
        self.unlock.absent.connect(self._set_up)
        self.unlock.seen.connect(self._seen)
        self.unlock_view.new_wished.connect(lambda: self._set_up(""))
        self.window.lock_wished.connect(self.lock)
        self.window.closing.connect(self.stop)

    def _watch_sleep(self) -> None:
        from padan.gui.shell.sleep_watch import SleepWatch

        watch = SleepWatch(self)
        watch.leaving.connect(self.lock)
        watch.start(int(self.window.winId()))

    def _begin(self) -> None:
        practice = self._start.practice
        if practice is None:
            self.look_at(self.folder)
            return
        from padan.gui.practice import prepare_practice

        self.unlock_view.wait(True, t("shell.preparing"))
        self.unlock_view.show_hint(t("unlock.practice", passphrase=practice.passphrase))
        prepare_practice(
            self.tasks, self.unlock, lambda: practice.prepare(self.tools()), self.look_at, self._not_prepared
        )

    def _not_prepared(self, fault: Fault) -> None:
        self.unlock_view.wait(False)
        self.dialogs.fault(sentence(fault))

    def _seen(self, overview: VaultOverview) -> None:
        self.window.mark_training(overview.training)
        self.unlock_view.hint.setVisible(overview.training and bool(self.unlock_view.hint.text()))
        self.window.show_door(self.unlock_view)
        self.ready.emit()

    def _opened(self, session: Session) -> None:
        from padan.gui.desk import Room
        from padan.gui.sitting import House, Sitting

        if self._start.practice is None:
            self.machine.put(WORKSPACE_FOLDER, str(self.folder))
            self.machine.put(LAST_LOGIN, session.officer.login)
        room = Room(self.tasks, self.dialogs, self.machine)
        house = House(self.window, room, self.tools(), self.lock, self.unlock)
        self._sitting = Sitting(house, session)

    def _set_up(self, folder: str) -> None:
        from padan.gui.setup.presenter import SetupPresenter
        from padan.gui.setup.view import SetupView

        view = SetupView()
        presenter = SetupPresenter(self.tools, self.tasks, self.dialogs, view, self._start.training)
        self.window.add_door(view)
        self.window.show_door(view)

        def leave() -> None:
            self.window.content.removeWidget(view)
            view.deleteLater()

        def made(session: Session, where: str) -> None:
            self.folder = Path(where)
            self.window.mark_training(session.store.training)
            self._opened(session)
            leave()

        def found(where: str) -> None:
            self.window.show_door(self.unlock_view)
            self.look_at(where)
            leave()

        presenter.made.connect(made)
        presenter.found.connect(found)
        presenter.start(folder)
        self.ready.emit()

    def _last_folder(self) -> Path:
        kept = str(self.machine.get(WORKSPACE_FOLDER))
        return Path(kept) if kept else user_data() / "ruang-kerja"


def qt_application(argv: Sequence[str]) -> QApplication:
    """Return the Qt application with Indonesian words, numbers and dates; the same one when it exists."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(list(argv))
    application.setApplicationName("Padan")
    application.setDesktopFileName("padan")
    LOCALE.setDefault(LOCALE)
    application.installTranslator(QtWords(application))
    return application


def main(
    argv: Sequence[str],
    tools: Callable[[], Tools],
    practice: Practice | None = None,
) -> int:
    """Run `padan [--workspace DIR] [--training]`; `practice` is used when it is asked for."""
    parser = argparse.ArgumentParser(prog="padan", description=t("cli.description"))
    parser.add_argument(
        "--workspace", type=Path, default=os.environ.get("PADAN_WORKSPACE"), help=t("cli.workspace")
    )
    parser.add_argument("--training", action="store_true", help=t("cli.training"))
    wish = parser.parse_args(list(argv))
    qt = qt_application(sys.argv[:1])
    qt.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, False)
    folder = Path(wish.workspace) if wish.workspace else None
    program = Application(Start(tools, folder, wish.training, practice if wish.training else None))
    sys.excepthook = program.unforeseen
    program.show()
    return int(qt.exec())
