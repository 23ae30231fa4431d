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
from padan.gui.documents.rows import ALL_COPIES, copy_options
from padan.gui.documents.view import DocumentsView
from padan.gui.fault_texts import shown_line
from padan.gui.printing import chosen_pages, print_pages
from padan.gui.tasks import Job
from padan.gui.texts import number, t
from padan.gui.widgets.disclosure import note_of
from padan.services import compose_document, follow_document, print_documents
from padan.services.follow_document import DocumentLife
from padan.services.ports.documents import RenderedFile
from padan.services.print_documents import AnnexWish, Handing, SignedFiled


class Paper(QObject):
    """`changed` carries the document whose state moved on."""

    changed = Signal(str)

    def __init__(self, desk: Desk, view: DocumentsView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._shown = ""
        view.submitted.connect(self._submitted)
        view.restored.connect(self._restored)
        view.preview.copy_wished.connect(lambda copy: self.preview(self._shown, int(copy)))

    def act(self, name: str, key: str, life: DocumentLife | None) -> None:
        """Answer an action on the chosen document."""
        page = self._view.preview
        if name == "document.preview":
            self.preview(key)
        elif name in ("document.print", "document.save") and life is not None:
            self._open_handing(name.removeprefix("document."), life)
        elif name == "document.attach":
            self._attach(key)
        elif name == "document.annexes":
            self._view.open_form("annexes", {}, {"document": key})
        elif name in ("document.zoom_in", "document.zoom_out"):
            page.zoom(name == "document.zoom_in")
        elif name == "document.fit":
            page.fit()
        elif name in ("document.previous_page", "document.next_page"):
            page.turn(1 if name == "document.next_page" else -1)

    def preview(self, key: str, copy: int = 1) -> None:
        """Show the real bytes; nothing counts as printed."""
        if not key:
            return
        session, tools = self._desk.session, self._desk.tools

        def work(_job: Job) -> tuple[RenderedFile, int]:
            shown = compose_document.show(session, key)
            copies = shown.content.copies if shown.document.frozen else 1
            return print_documents.preview(session, tools, key, copy), copies

        def done(found: tuple[RenderedFile, int]) -> None:
            made, copies = found
            self._shown = key
            self._view.preview.offer_copies(copies, copy)
            self._show(made.name, made.content, made.pages)

        self._desk.ask(self, work, done, label=t("documents.preview.working"))

    def show_kept(self, key: str, name: str) -> None:
        """Show a kept PDF as it was filed; a picture cannot be shown here."""
        session = self._desk.session

        def done(content: bytes) -> None:
            self._view.preview.offer_copies(1, 1)
            self._show(name, content, 0)

        if name:
            self._desk.ask(self, lambda _job: follow_document.kept_pdf(session, key, name), done)

    def _show(self, name: str, content: bytes, pages: int) -> None:
        told = t("documents.preview.told", name=name, pages=number(pages)) if pages else name
        wrong = self._view.show_pdf(t("documents.preview.title"), content, told)
        if wrong:
            self._desk.show_fault(EnvironmentFault(codes.PREVIEW_FAILED, detail=wrong))

    def _open_handing(self, form: str, life: DocumentLife) -> None:
        about = {"document": life.document.id, "copies": str(life.content.copies)}
        self._view.offer(form, "copies", copy_options(life.content.copies))
        self._view.open_form(form, {"copies": ALL_COPIES}, about)

    def _restored(self, form: str, about: dict[str, str]) -> None:
        if form in ("print", "save") and about.get("copies", "").isdigit():
            self._view.offer(form, "copies", copy_options(int(about["copies"])))

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        if form == "annexes":
            self._annexes(values, about["document"])
        elif form == "print":
            self._print(values, about)
        elif form == "save":
            self._save(values, about)

    def _annexes(self, values: dict[str, Any], key: str) -> None:
        folder = self._desk.save_folder(t("documents.annexes.folder"))
        if folder is None:
            return
        session, tools, wish = self._desk.session, self._desk.tools, AnnexWish(note_of(values))

        def work(job: Job) -> list[str]:
            made = print_documents.annexes(session, tools, key, wish, job.progress, job.cancel)
            return _write(tools.files.write, folder, made)

        def done(names: list[str]) -> None:
            self._view.close_form()
            self._desk.say(t("common.saved_file", file=", ".join(names)))
            self.changed.emit(key)

        self._wait("annexes", work, done)

    def _copies(self, about: dict[str, str], wanted: str, handing: Handing) -> list[RenderedFile]:
        session, tools = self._desk.session, self._desk.tools
        numbers = range(1, int(about["copies"]) + 1) if wanted == ALL_COPIES else (int(wanted),)
        return [print_documents.pdf(session, tools, about["document"], one, handing) for one in numbers]

    def _print(self, values: dict[str, Any], about: dict[str, str]) -> None:
        """Read the pages first, then choose the printer, then log, then print: what is logged is printed."""
        session, tools, key = self._desk.session, self._desk.tools, about["document"]
        page = self._view.forms["print"]

        def counted(made: RenderedFile) -> None:
            page.wait(False)
            pages = chosen_pages(values["pages"], made.pages)
            if pages is None:
                page.say(t("documents.print.pages_wrong", pages=number(made.pages)))
                return
            printer = self._desk.dialogs.printer(t("documents.print.title"))
            if printer is not None:
                handing = Handing(pages=values["pages"], reason=values["reason"])
                self._wait(
                    "print", lambda _job: self._copies(about, values["copies"], handing), printing(printer)
                )

        def printing(printer: Any) -> Any:
            def done(made: list[RenderedFile]) -> None:
                self._view.close_form()
                self._run(print_pages(printer, [one.content for one in made], values["pages"]))
                self.changed.emit(key)

            return done

        self._wait("print", lambda _job: print_documents.preview(session, tools, key), counted)

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

    def _save(self, values: dict[str, Any], about: dict[str, str]) -> None:
        folder = self._desk.save_folder(t("documents.save.folder"))
        if folder is None:
            return
        write, handing = self._desk.tools.files.write, Handing(note=note_of(values))

        def done(names: list[str]) -> None:
            self._view.close_form()
            self._desk.say(t("common.saved_file", file=", ".join(names)))
            self.changed.emit(about["document"])

        self._wait(
            "save", lambda _job: _write(write, folder, self._copies(about, values["copies"], handing)), done
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

    def _wait(self, form: str, work: Any, done: Any) -> None:
        """Run `work` for an open form: it cannot be sent twice, and a fault is told in it."""
        page = self._view.forms[form]
        page.wait(True)

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        self._desk.ask(self, work, done, failed=failed, label=t(f"documents.{form}.title"))


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
