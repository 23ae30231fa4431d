"""Documents on screen and on paper: preview, print, save, annexes, the signed paper filed back; signs
nothing.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from padan.common.codes import gui as codes
from padan.common.errors import EnvironmentFault, Fault
from padan.domain.settings import OPEN_FOLDER
from padan.gui.desk import Desk
from padan.gui.documents import wording
from padan.gui.documents.view import DocumentsView
from padan.gui.fault_texts import shown_line
from padan.gui.printing import print_pages
from padan.gui.tasks import Job
from padan.gui.texts import number, t
from padan.gui.widgets.disclosure import note_of
from padan.services import compose_document, print_documents
from padan.services.ports.documents import RenderedFile
from padan.services.print_documents import AnnexWish, SignedFiled


class Paper(QObject):
    """`changed` carries the document whose state moved on."""

    changed = Signal(str)

    def __init__(self, desk: Desk, view: DocumentsView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view

    def act(self, name: str, key: str) -> None:
        """Answer an action on the chosen document."""
        if name == "document.preview":
            self.preview(key)
        elif name == "document.print":
            self._print(key)
        elif name == "document.save":
            self._save(key)
        elif name == "document.attach":
            self._attach(key)
        elif name == "document.annexes":
            self._view.open_form("annexes", {}, {"document": key})
        elif name.startswith("document.zoom") and self._view.preview is not None:
            self._view.preview.zoom(name == "document.zoom_in")

    def preview(self, key: str) -> None:
        """Show the real bytes; nothing counts as printed."""
        if not key:
            return
        session, tools = self._desk.session, self._desk.tools

        def done(made: RenderedFile) -> None:
            told = t("documents.preview.told", name=made.name, pages=number(made.pages))
            wrong = self._view.show_pdf(t("documents.preview.title"), made.content, told)
            if wrong:
                self._desk.show_fault(EnvironmentFault(codes.PREVIEW_FAILED, detail=wrong))

        self._desk.ask(
            self,
            lambda _job: print_documents.preview(session, tools, key),
            done,
            label=t("documents.preview.working"),
        )

    def submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        """Make the annexes by name: a disclosure that was filled in first."""
        if form != "annexes":
            return
        folder = self._desk.save_folder(t("documents.annexes.folder"))
        if folder is None:
            return
        session, tools, key = self._desk.session, self._desk.tools, about["document"]
        wish = AnnexWish(note_of(values))
        page = self._view.forms[form]
        page.wait(True)

        def work(job: Job) -> list[str]:
            made = print_documents.annexes(session, tools, key, wish, job.progress, job.cancel)
            return _write(tools.files.write, folder, made)

        def done(names: list[str]) -> None:
            self._view.close_form()
            self._desk.say(t("common.saved_file", file=", ".join(names)))

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        self._desk.ask(self, work, done, failed=failed, label=t("documents.annexes.title"))

    def _copies(self, key: str) -> list[RenderedFile]:
        session, tools = self._desk.session, self._desk.tools
        copies = compose_document.show(session, key).content.copies
        return [print_documents.pdf(session, tools, key, one) for one in range(1, copies + 1)]

    def _print(self, key: str) -> None:
        printer = self._desk.dialogs.printer(t("documents.print.title"))
        if printer is None:
            return

        def done(made: list[RenderedFile]) -> None:
            self._run(print_pages(printer, [one.content for one in made]))
            self.changed.emit(key)

        self._desk.ask(self, lambda _job: self._copies(key), done, label=t("documents.print.fetching"))

    def _run(self, pages: Iterator[tuple[int, int]]) -> None:
        """Print one page per turn of the event loop: the window stays alive, a lock may come between."""
        try:
            done, total = next(pages)
        except StopIteration:
            self._desk.say(t("documents.print.done"))
            return
        except EnvironmentFault as fault:
            self._desk.show_fault(fault)
            return
        self._desk.say(t("documents.print.page", done=number(done), total=number(total)), "info")
        QTimer.singleShot(0, self, lambda: self._run(pages))

    def _save(self, key: str) -> None:
        folder = self._desk.save_folder(t("documents.save.folder"))
        if folder is None:
            return
        write = self._desk.tools.files.write

        def done(names: list[str]) -> None:
            self._desk.say(t("common.saved_file", file=", ".join(names)))
            self.changed.emit(key)

        self._desk.ask(
            self,
            lambda _job: _write(write, folder, self._copies(key)),
            done,
            label=t("documents.save.working"),
        )

    def _attach(self, key: str) -> None:
        folder = str(self._desk.setting(OPEN_FOLDER) or Path.home())
        path = self._desk.dialogs.open_file(t("actions.document.attach"), t("documents.attach.kinds"), folder)
        if path is None:
            return
        session, tools = self._desk.session, self._desk.tools

        def done(filed: SignedFiled) -> None:
            self._desk.say(*wording.filing_told(filed.check))
            self.changed.emit(key)
            self._desk.changed.emit()

        self._desk.ask(
            self,
            lambda _job: print_documents.attach_signed(session, tools, key, path),
            done,
            label=t("documents.attach.working"),
        )


def _write(write: Any, folder: Path, made: list[RenderedFile]) -> list[str]:
    """Write each file under its own name; one that is there already gets a number, never replaced."""
    names = []
    for one in made:
        target, count = folder / one.name, 1
        while target.exists():
            count += 1
            target = folder / f"{Path(one.name).stem}-{count}{Path(one.name).suffix}"
        write(str(target), one.content)
        names.append(target.name)
    return names
