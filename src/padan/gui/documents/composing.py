"""Composing a berita acara, a new version of one, its numbers, sending it back: the forms; counts nothing."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from padan.common.clock import local_date
from padan.common.errors import Fault
from padan.domain.document import DocumentRecord
from padan.domain.run import Run
from padan.gui.desk import Desk
from padan.gui.documents import wording
from padan.gui.documents.view import DocumentsView
from padan.gui.fault_texts import shown_line
from padan.gui.run_words import run_name
from padan.gui.tasks import Job
from padan.gui.texts import t
from padan.services import compose_document, sign_documents
from padan.services.compose_document import Numbers
from padan.services.follow_document import DocumentLife


class Composing(QObject):
    """`changed` carries the document that was made or changed."""

    changed = Signal(str)

    def __init__(self, desk: Desk, view: DocumentsView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        view.submitted.connect(self._submitted)

    def know_runs(self, runs: list[Run]) -> None:
        """Offer the runs to compose from; a restored form finds its choice again."""
        self._view.offer("compose", "run", [(one.id, run_name(one)) for one in runs])

    def act(self, name: str, life: DocumentLife | None) -> bool:
        """Answer an action if it is one of these; tell whether it was."""
        if name == "document.compose":
            today = local_date(self._desk.session.clock.now()).isoformat()
            self._view.open_form("compose", {"place": "Jakarta", "day": today, "profile": ""})
        elif life is None:
            return False
        elif name == "document.new_version":
            values = wording.form_values(life.content, life.document.run_id)
            self._view.open_form("compose", values, {"replaces": life.document.id})
        elif name == "document.numbers":
            content = life.content
            values = {
                "number_first": content.first.number or "",
                "number_second": content.second.number or "",
            }
            self._view.open_form("numbers", values, {"document": life.document.id})
        elif name == "document.return":
            self._view.open_form("return", {}, {"document": life.document.id})
        else:
            return False
        return True

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        session = self._desk.session
        if form == "compose":
            self._compose(values, about)
        elif form == "numbers":
            numbers = Numbers(values["number_first"] or None, values["number_second"] or None)
            self._send(form, lambda _job: compose_document.set_numbers(session, about["document"], numbers))
        elif form == "return":
            reason = values["reason"]
            self._send(form, lambda _job: sign_documents.send_back(session, about["document"], reason))

    def _compose(self, values: dict[str, Any], about: dict[str, str]) -> None:
        page, session = self._view.forms["compose"], self._desk.session
        if wording.nameless(values):
            page.say(t("documents.compose.nameless"))
            return
        try:
            wish = wording.compose_wish(values, about.get("replaces"))
        except wording.NotADay as wrong:
            page.say(t("documents.compose.not_a_day", text=wrong.text))
            return
        self._send("compose", lambda job: compose_document.compose(session, wish, job.progress, job.cancel))

    def _send(self, form: str, work: Callable[[Job], DocumentRecord]) -> None:
        page = self._view.forms[form]
        page.wait(True)

        def done(made: DocumentRecord) -> None:
            self._view.close_form()
            self._desk.say(t(f"documents.done.{form}"))
            self.changed.emit(made.id)
            self._desk.changed.emit()

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        self._desk.ask(self, work, done, failed=failed, label=t(f"documents.{form}.title"))
