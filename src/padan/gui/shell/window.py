"""The main window: the LATIHAN banner, the door or the workplace beneath it, the status bar; decides
nothing.
"""

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget, QWidget

from padan.gui.actions import action
from padan.gui.texts import t
from padan.gui.theme.icons import icon
from padan.gui.theme.look import look
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.labels import column, holder, label


class MainWindow(QMainWindow):
    """Signals: lock_wished, closing. `show_door` and `show_workplace` change what is inside."""

    lock_wished = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Padan")
        self.setWindowIcon(icon("padan", look().colours.accent))
        self.banner = label(t("shell.training"), "training")
        self.banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.banner.setAccessibleName(t("shell.training"))
        self.banner.hide()
        self.content = QStackedWidget()
        self.setCentralWidget(holder(column(self.banner, self.content, gap=0)))
        self.workplace: QWidget | None = None
        self._labels: dict[str, QLabel] = {}
        self.lock_button = plain_button(action("lock").text, link=True)
        self._fill_status()
        shortcut = QShortcut(QKeySequence(action("lock").shortcut), self)
        shortcut.activated.connect(self.lock_wished)
        self.setMinimumSize(680, 440)

    def add_door(self, door: QWidget) -> None:
        """Add a page of the locked window."""
        self.content.addWidget(door)

    def show_door(self, door: QWidget) -> None:
        """Show a page of the locked window; the workplace and all it showed are destroyed."""
        self.content.setCurrentWidget(door)
        if self.workplace is not None:
            self.content.removeWidget(self.workplace)
            self.workplace.deleteLater()
            self.workplace = None
        for shown in self._labels.values():
            shown.clear()
        self.lock_button.setEnabled(False)
        self.setWindowTitle("Padan")

    def show_workplace(self, workplace: QWidget) -> None:
        """Show an unlocked officer's workplace."""
        self.workplace = workplace
        self.content.addWidget(workplace)
        self.content.setCurrentWidget(workplace)
        self.lock_button.setEnabled(True)

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
        if not room.intersects(self.frameGeometry()):
            self.move(room.topLeft())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    def _fill_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        for name in ("connection", "waiting", "workspace", "officer"):
            shown = label()
            shown.setWordWrap(False)
            shown.setMargin(4)
            self._labels[name] = shown
            if name in ("connection", "waiting"):
                bar.addWidget(shown)
            else:
                bar.addPermanentWidget(shown)
        self.lock_button.setToolTip(t("shell.lock_hint"))
        self.lock_button.setEnabled(False)
        self.lock_button.clicked.connect(self.lock_wished)
        bar.addPermanentWidget(self.lock_button)
