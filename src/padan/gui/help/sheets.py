"""Two small windows of text: Tentang Padan, and the problem report shown in full before it leaves."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from padan.gui.texts import t
from padan.gui.theme.sheet import GAP, WIDE
from padan.gui.widgets.announce import announce
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.labels import column, label, row


class TextSheet(QDialog):
    """A text with copy, save and close; `editable` lets the officer add words before it goes out."""

    save_wished = Signal(str)

    def __init__(self, parent: QWidget, texts: str, content: str, *, editable: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(t(f"{texts}.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit(content)
        self.text.setReadOnly(not editable)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(t(f"{texts}.title"))
        self.told = label("", "good")
        self.copy = plain_button(t("help.copy"), main=True)
        self.save = plain_button(t("help.save"))
        self.close_button = plain_button(t("common.close"))
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(lambda: self.save_wished.emit(self.text.toPlainText()))
        self.close_button.clicked.connect(self.reject)
        self.save.setVisible(editable)
        intro = label(t(f"{texts}.intro"))
        buttons = row(self.copy, self.save, 1, self.close_button, gap=GAP)
        box = column(intro, self.text, self.told, buttons, gap=WIDE, edge=WIDE)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.resize(620, 520)

    def say(self, text: str) -> None:
        """Tell what was done with the text."""
        self.told.setText(text)
        announce(self.told, text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.say(t("help.copied"))


def about(parent: QWidget, lines: Callable[[], list[str]]) -> TextSheet:
    """Return Tentang Padan."""
    return TextSheet(parent, "help.about", "\n".join(lines()))


def problem_report(parent: QWidget, content: str) -> TextSheet:
    """Return the problem report."""
    return TextSheet(parent, "help.report", content, editable=True)
