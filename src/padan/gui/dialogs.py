"""The only place that opens message boxes, file dialogs and the print dialog; tests set the next answers."""

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from padan.common.clock import SystemClock, utc_text
from padan.gui.fault_texts import FaultText
from padan.gui.texts import t

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_REMEMBERED = 20


class Dialogs:
    """Asks the officer. `next` holds answers for tests: one is taken per question, and nothing is opened.

    Every dialog is remembered while it is open so that a lock can put it away.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent
        self.next: list[Any] = []
        self.asked: list[tuple[str, str]] = []
        self._open: list[QDialog] = []
        self.recent: deque[tuple[str, str]] = deque(maxlen=_REMEMBERED)
        """The last faults as (time, code and name): a problem report shows them; never a value."""

    def remember(self, told: FaultText) -> None:
        """Remember that a fault was shown, without its values."""
        at = utc_text(SystemClock().now())
        self.recent.append((at, f"{told.code} {told.name}"))

    def dismiss(self) -> None:
        """Put every open dialog away unanswered: the lock does so."""
        for dialog in reversed(self._open):
            dialog.reject()

    def fault(self, told: FaultText) -> None:
        """Show message, remedy and code of a fault, to be copied into a report."""
        if not self.recent or self.recent[-1][1] != f"{told.code} {told.name}":
            self.remember(told)
        box = self._box(QMessageBox.Icon.Warning, told.message, told.remedy)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.setDetailedText(t("dialogs.fault_code", code=told.code, name=told.name))
        self._ask("fault", str(told.code), lambda: self._run(box))

    def tell(self, text: str, more: str = "") -> None:
        """Show a text that must be read before going on."""
        box = self._box(QMessageBox.Icon.Information, text, more)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        self._ask("tell", text, lambda: self._run(box))

    def confirm(self, question: str, more: str, verb: str) -> bool:
        """Ask before what cannot be undone; the button says what will happen, and Cancel is the default."""
        box = self._box(QMessageBox.Icon.Question, question, more)
        go = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)

        def ask() -> bool:
            self._run(box)
            return box.clickedButton() is go

        return bool(self._ask("confirm", question, ask))

    def open_file(self, title: str, kinds: str, folder: str = "") -> Path | None:
        """Ask for a file to read."""
        return self._file("open_file", title, kinds, folder, QFileDialog.FileMode.ExistingFile)

    def save_file(self, title: str, kinds: str, suggested: str) -> Path | None:
        """Ask where to write; the system's dialog asks before replacing a file."""
        return self._file("save_file", title, kinds, suggested, QFileDialog.FileMode.AnyFile)

    def folder(self, title: str, start: str = "") -> Path | None:
        """Ask for a folder."""
        return self._file("folder", title, "", start, QFileDialog.FileMode.Directory)

    def printer(self, copies_note: str) -> "QPrinter | None":
        """Let the officer choose a printer at 300 dpi; None when they think better of it."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        def ask() -> "QPrinter | None":
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            printer.setResolution(300)
            dialog = QPrintDialog(printer, self.parent)
            # Copies and pages were chosen before, and are on record.
            for option in ("PrintPageRange", "PrintCurrentPage", "PrintSelection", "PrintCollateCopies"):
                dialog.setOption(getattr(QPrintDialog.PrintDialogOption, option), False)
            dialog.setWindowTitle(copies_note)
            return printer if self._run(dialog) else None

        answer: QPrinter | None = self._ask("printer", copies_note, ask)
        return answer

    def _file(self, kind: str, title: str, kinds: str, start: str, mode: QFileDialog.FileMode) -> Path | None:
        def ask() -> Path | None:
            dialog = QFileDialog(self.parent, title)
            dialog.setFileMode(mode)
            if kinds:
                dialog.setNameFilter(kinds)
            place = Path(start) if start else Path.home()
            dialog.setDirectory(str(place if place.is_dir() else place.parent))
            if kind == "save_file":
                dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
                dialog.selectFile(place.name)
                dialog.setDefaultSuffix(place.suffix.lstrip("."))
            if kind == "folder":
                dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
            found = dialog.selectedFiles() if self._run(dialog) else []
            return Path(found[0]) if found else None

        answer: Path | None = self._ask(kind, title, ask)
        return answer

    def _box(self, icon: QMessageBox.Icon, text: str, more: str) -> QMessageBox:
        from PySide6.QtCore import Qt

        box = QMessageBox(self.parent)
        box.setIcon(icon)
        box.setWindowTitle("Padan")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        box.setInformativeText(more)
        return box

    def _ask(self, kind: str, about: str, ask: Callable[[], Any]) -> Any:
        self.asked.append((kind, about))
        return self.next.pop(0) if self.next else ask()

    def _run(self, dialog: QDialog) -> bool:
        self._open.append(dialog)
        try:
            return bool(dialog.exec())
        finally:
            self._open.remove(dialog)
            dialog.deleteLater()
