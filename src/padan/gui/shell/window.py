"""The main window: menus, the LATIHAN banner, the door or the workplace beneath it, the status bar; decides
nothing.
"""

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QStackedWidget, QToolTip, QWidget

from padan.gui.actions import action
from padan.gui.shell.menus import HELP, Menus
from padan.gui.texts import t
from padan.gui.theme.icons import icon
from padan.gui.theme.look import look
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.labels import column, holder, label

_STATUS = ("connection", "waiting", "workspace", "officer")


class MainWindow(QMainWindow):
    """Signals: lock_wished, closing, help_wished(action). `show_door` and `show_workplace` change what is
    inside.
    """

    lock_wished = Signal()
    closing = Signal()
    help_wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowIcon(icon("padan", look().colours.accent))
        self.banner = label("", "training")
        self.banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.banner.hide()
        self.content = QStackedWidget()
        self.setCentralWidget(holder(column(self.banner, self.content, gap=0)))
        self.workplace: QWidget | None = None
        self._copied = 0
        QGuiApplication.clipboard().dataChanged.connect(self._note_copied)
        self._labels: dict[str, QLabel] = {}
        self.lock_button = plain_button("", link=True)
        self._fill_status()
        self.menus = Menus(self.menuBar(), lambda: self.workplace)  # type: ignore[arg-type,return-value]
        self.menus.used.connect(self._act)
        for name in ("lock", "quit", "help.guide"):
            shortcut = QShortcut(QKeySequence(action(name).shortcut), self)
            shortcut.activated.connect(lambda name=name: self._act(name))
        self.name_all()
        self.setMinimumSize(680, 440)

    def name_all(self) -> None:
        """Write every word of the window's own, in the language in use."""
        self.setWindowTitle(t("shell.program"))
        self.banner.setText(t("shell.training"))
        self.banner.setAccessibleName(t("shell.training"))
        self.lock_button.setText(action("lock").text)
        self.lock_button.setAccessibleName(action("lock").text)
        self.lock_button.setToolTip(t("shell.lock_hint"))
        self.menus.name_all()
        self.menus.lock(self.workplace is None)

    def add_door(self, door: QWidget) -> None:
        """Add a page of the locked window."""
        self.content.addWidget(door)

    def show_door(self, door: QWidget) -> None:
        """Show a page of the locked window; the workplace and all it showed are destroyed."""
        self.content.setCurrentWidget(door)
        self._drop_workplace()
        for shown in self._labels.values():
            shown.clear()
            shown.setAccessibleName("")
        self.lock_button.setEnabled(False)
        self.menus.lock(True)
        self.setWindowTitle(t("shell.program"))

    def show_workplace(self, workplace: QWidget) -> None:
        """Show an unlocked officer's workplace."""
        self._drop_workplace()
        self.workplace = workplace
        self.content.addWidget(workplace)
        self.content.setCurrentWidget(workplace)
        self.lock_button.setEnabled(True)
        self.menus.lock(False)

    def leave_nothing(self) -> None:
        """Close whatever floats over the window and empty what was copied from it."""
        QToolTip.hideText()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard() or (self._copied and hash(clipboard.text()) == self._copied):
            clipboard.clear()
        self._copied = 0

    def mark_training(self, on: bool) -> None:
        """Mark every screen as LATIHAN."""
        self.banner.setVisible(on)

    def show_status(self, name: str, text: str) -> None:
        """Show one part of the status bar: connection, waiting, workspace or officer."""
        self._labels[name].setText(text)
        self._labels[name].setAccessibleName(text)

    def geometry_text(self) -> str:
        """Return size and place as text for the settings."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore_geometry(self, text: str) -> None:
        """Return to a kept size and place, on a screen that is still there."""
        kept = bool(text) and self.restoreGeometry(QByteArray.fromBase64(text.encode("ascii")))
        room = QGuiApplication.primaryScreen().availableGeometry()
        if not kept:
            self.resize(min(1280, room.width() - 40), min(820, room.height() - 60))
        screens = [one.availableGeometry() for one in QGuiApplication.screens()]
        if not any(one.intersects(self.frameGeometry()) for one in screens):
            self.resize(min(self.width(), room.width()), min(self.height(), room.height()))
            self.move(room.topLeft())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    def _note_copied(self) -> None:
        """Know again what was copied while Padan was in front, without keeping it."""
        if QApplication.activeWindow() is not None:
            self._copied = hash(QGuiApplication.clipboard().text())

    def _act(self, name: str) -> None:
        if name == "lock":
            self.lock_wished.emit()
        elif name == "quit":
            self.close()
        elif name in HELP:
            self.help_wished.emit(name)

    def _drop_workplace(self) -> None:
        if self.workplace is not None:
            self.content.removeWidget(self.workplace)
            self.workplace.deleteLater()
            self.workplace = None

    def _fill_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        for name in _STATUS:
            shown = label()
            shown.setWordWrap(False)
            shown.setMargin(4)
            self._labels[name] = shown
            if name in ("connection", "waiting"):
                bar.addWidget(shown)
            else:
                bar.addPermanentWidget(shown)
        self.lock_button.setEnabled(False)
        self.lock_button.clicked.connect(self.lock_wished)
        bar.addPermanentWidget(self.lock_button)
