"""Checking a berita acara PDF from anywhere: by menu or dropped on the window; trusts nothing in it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from padan.common.errors import Fault
from padan.domain.settings import OPEN_FOLDER
from padan.gui.desk import Desk
from padan.gui.documents.view import DocumentsView
from padan.gui.fault_texts import shown_line
from padan.gui.tasks import Job
from padan.gui.texts import number, t
from padan.gui.widgets.badge import SIGNS
from padan.gui.widgets.table import Line
from padan.services import verify_document
from padan.services.document_evidence import CheckState
from padan.services.verify_document import VerifyReport, VerifyRequest

_TONES = {CheckState.OK: "good", CheckState.DIFFERS: "bad", CheckState.NOT_CHECKED: "quiet"}


class Checking(QObject):
    """The result is shown check by check; nothing is stored."""

    def __init__(self, desk: Desk, view: DocumentsView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        view.dropped.connect(self.start)
        view.browsed.connect(self._browse)
        view.submitted.connect(self._submitted)

    def start(self, path: str) -> None:
        """Open the form, with `path` when a PDF was dropped on the window."""
        self._view.open_form("check", {"pdf": path, "first": "", "second": ""})

    def _browse(self, field: str) -> None:
        kinds = t("documents.check.pdf_kinds" if field == "pdf" else "data.receive.kinds")
        folder = str(self._desk.setting(OPEN_FOLDER) or "")
        found = self._desk.dialogs.open_file(t(f"documents.check.browse_{field}"), kinds, folder)
        if found is not None:
            self._view.forms["check"].form.set_values({field: str(found)})
            self._desk.remember_folder(OPEN_FOLDER, found.parent)

    def _submitted(self, form: str, values: dict[str, Any], _about: dict[str, str]) -> None:
        if form != "check":
            return
        page = self._view.forms[form]
        registers = [Path(values[name]) for name in ("first", "second") if values[name]]
        if len(registers) == 1:
            page.say(t("documents.check.both_registers"))
            return
        request = VerifyRequest(Path(values["pdf"]), registers)
        session, tools = self._desk.session, self._desk.tools
        page.wait(True)

        def work(job: Job) -> VerifyReport:
            return verify_document.verify(tools, request, session, job.progress, job.cancel)

        def done(report: VerifyReport) -> None:
            page.wait(False)
            self._show(report, request.pdf.name)

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        self._desk.ask(self, work, done, failed=failed, label=t("documents.check.working"))

    def _show(self, report: VerifyReport, file: str) -> None:
        verdict, tone = verdict_words(report)
        about = t("documents.checked.about", file=file, document=report.document_id, code=report.code)
        self._view.turn_to("checked")
        self._view.checked.show_report(verdict, tone, about, check_lines(report))
        self._view.checked.table.setFocus()


def verdict_words(report: VerifyReport) -> tuple[str, str]:
    """Return the verdict in a sentence, and its tone."""
    wrong = sum(1 for one in report.checks if one.state is CheckState.DIFFERS)
    if wrong:
        return t("documents.checked.differs", count=number(wrong)), "bad"
    if report.reproduced:
        return t("documents.checked.reproduced"), "good"
    return t("documents.checked.holds"), "warn"


def check_lines(report: VerifyReport) -> list[Line]:
    """Return each check with its sign, in words."""
    return [
        Line(
            str(place),
            (
                f"{SIGNS[_TONES[one.state]]} {t(f'documents.check_state.{one.state.value}')}",
                one.label,
                one.detail,
            ),
        )
        for place, one in enumerate(report.checks)
    ]
