"""The watched folder: tells of packages that lie there and were never opened; opens none by itself."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from padan.domain.officer import Act
from padan.domain.settings import PACKAGE_FOLDER
from padan.gui.desk import Desk
from padan.gui.texts import t
from padan.services.exchange import show_exchange

_SETTLED_MS = 1_500
"""A file that is still being copied changes the folder again and again."""
_TOLD = 3


class Watching(QObject):
    """`found` when what lies in the folder may have changed; `lines` is what to say of it."""

    found = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._files: list[str] = []
        self._watcher = QFileSystemWatcher(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.look)
        self._watcher.directoryChanged.connect(lambda _folder: self._later.start(_SETTLED_MS))

    @property
    def folder(self) -> str:
        """The folder in use, empty when none is watched."""
        return str(self._desk.setting(PACKAGE_FOLDER) or "")

    def lines(self) -> list[tuple[str, str]]:
        """Return the newest files as (path, words)."""
        told = [(path, t("exchange.watch.arrived", file=Path(path).name)) for path in self._files[:_TOLD]]
        more = len(self._files) - len(told)
        return [*told, *([("", t("exchange.watch.more", count=more))] if more > 0 else [])]

    def look(self) -> None:
        """Ask what lies in the folder, and watch it from now on."""
        folder = self.folder
        if not folder or not self._desk.may(Act.PACKAGE_OPEN):
            return
        if folder not in self._watcher.directories():
            self._watcher.addPath(folder)
        session, tools = self._desk.session, self._desk.tools

        def done(files: list[str]) -> None:
            self._files = files
            self.found.emit()

        self._desk.ask(self, lambda _job: show_exchange.unopened(session, tools, folder), done)

    def choose(self) -> None:
        """Let the officer choose the folder, or stop watching the one in use."""
        if self.folder:
            question = t("exchange.watch.stop", folder=self.folder)
            if self._desk.dialogs.confirm(
                question, t("exchange.watch.stop_more"), t("exchange.watch.stop_ok")
            ):
                self._keep("")
            return
        chosen = self._desk.dialogs.folder(t("exchange.watch.folder"))
        if chosen is not None:
            self._keep(str(chosen))
            self._desk.say(t("exchange.watch.begun", folder=str(chosen)))
            self.look()

    def _keep(self, folder: str) -> None:
        for old in self._watcher.directories():
            self._watcher.removePath(old)
        self._files = []
        self._desk.keep_setting(PACKAGE_FOLDER, folder)
        self.found.emit()
