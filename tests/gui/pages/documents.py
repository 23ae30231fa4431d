"""Dokumen as officers use it: composing, the four eyes, paper; assertions stay in the tests."""

from pathlib import Path
from typing import Any

from PySide6.QtPrintSupport import QPrinter

from padan.gui.documents.view import DocumentsView
from pages.window import Window

PASSPHRASE = "kopi pahit di pagi hari"
DISCLOSED = {"recipient": "BKN", "purpose": "Ditandatangani", "ground": "exchange"}


class Documents:
    """The screen of whoever is unlocked; `key` is the document the test is about."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.key = ""

    @property
    def screen(self) -> DocumentsView:
        if self.window.workplace.in_sight != "documents":
            self.window.screen("documents")
        found = self.window.workplace.made("documents").view
        assert isinstance(found, DocumentsView)
        return found

    @property
    def state(self) -> str:
        """The chosen document's state as the list tells it."""
        return next(line.cells[0] for line in self.screen.table.lines if line.key == self.screen.table.key)

    @property
    def log(self) -> list[str]:
        """What the chosen document's history says, newest first."""
        listed = self.screen.events.list
        return [listed.item(place).text() for place in range(listed.count())]

    def use(self, action: str, *answers: Any) -> None:
        self.window.use(self.screen, action, *answers)

    def fill(self, form: str, values: dict[str, Any], *answers: Any) -> str:
        """Fill in and send a form; return what it said when it stayed open."""
        self.window.fill(self.screen, form, values, *answers)
        return self.screen.forms[form].message.text() if self.screen.page == form else ""

    def compose(self, **values: Any) -> str:
        self.use("document.compose")
        told = self.fill("compose", {"place": "Jakarta", **values})
        self.key = self.screen.table.key
        return told

    def be(self, login: str) -> "Documents":
        """Lock, unlock as another officer, choose the document again."""
        self.window.lock()
        self.window.unlock(login, PASSPHRASE)
        self.window.screen("documents")
        self.screen.table.choose(self.key)
        self.window.settle()
        return self

    def freeze(self, **values: Any) -> "Documents":
        """Compose as sari, verify as budi, approve and freeze as ratna."""
        assert self.compose(**values) == ""
        self.be("budi").use("document.verify", True)
        self.be("ratna").use("document.approve", True)
        self.use("document.freeze", True)
        return self

    def save(self, folder: Path) -> list[Path]:
        """Save every copy as a recorded disclosure."""
        folder.mkdir(exist_ok=True)
        self.use("document.save")
        assert self.fill("save", DISCLOSED, folder) == ""
        return sorted(folder.glob("*.pdf"))


def paper_printer(target: Path) -> QPrinter:
    """Return a printer that prints into a file, coarse enough to be quick."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(40)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    return printer
