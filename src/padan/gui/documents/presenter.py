"""Dokumen's presenter: lists, composes, takes the steps of the four eyes; paper has its own presenter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from padan.common.clock import local_date
from padan.common.errors import Fault
from padan.domain.document import DocumentRecord
from padan.domain.officer import Act
from padan.domain.run import Run
from padan.gui.desk import Desk
from padan.gui.documents import wording
from padan.gui.documents.paper import Paper
from padan.gui.documents.view import DocumentsView
from padan.gui.fault_texts import shown_line
from padan.gui.run_words import run_name
from padan.gui.tasks import Job
from padan.gui.texts import t
from padan.services import compose_document, manage_officers, show_results, sign_documents
from padan.services.compose_document import DocumentView, Numbers


@dataclass(frozen=True)
class _Found:
    documents: list[DocumentRecord]
    runs: list[Run]


class DocumentsPresenter(QObject):
    """Keeps the list and the chosen document's life in sight."""

    def __init__(self, desk: Desk, view: DocumentsView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._shown: DocumentView | None = None
        self._place: dict[str, str] = {}
        self._paper = Paper(desk, view)
        self._paper.changed.connect(lambda key: self.open({"document": key}))
        view.used.connect(self._act)
        view.chosen.connect(self._choose)
        view.submitted.connect(self._submitted)

    def open(self, place: Mapping[str, str]) -> None:
        self._place = dict(place)
        session = self._desk.session
        if not self._desk.may(Act.DOCUMENT_VIEW):
            self._view.say_state(t("shell.no_documents"))
            self._view.allow(self._desk.conditions())
            return
        self._desk.ask(
            self,
            lambda _job: _Found(compose_document.documents(session), show_results.runs(session)),
            self._show,
        )

    def where(self) -> dict[str, str]:
        page = "preview" if self._view.page == "preview" else ""
        return {"document": self._view.table.key, "page": page}

    def _show(self, found: _Found) -> None:
        self._view.offer_runs([(one.id, run_name(one)) for one in found.runs])
        self._view.show_documents([wording.document_line(one) for one in found.documents])
        self._view.table.choose(self._place.get("document", ""))
        self._choose(self._view.table.key)
        if self._place.get("page") == "preview":
            self._paper.preview(self._view.table.key)
        self._place = {}

    def _choose(self, key: str) -> None:
        if not key:
            self._shown = None
            self._view.show_life("", [], [])
            self._view.allow(self._desk.conditions())
            return
        session = self._desk.session

        def work(_job: Job) -> tuple[DocumentView, dict[str, str]]:
            names = {one.id: one.name for one in manage_officers.list_officers(session)}
            return compose_document.show(session, key), names

        self._desk.ask(self, work, lambda found: self._show_life(*found))

    def _show_life(self, shown: DocumentView, names: dict[str, str]) -> None:
        if shown.document.id != self._view.table.key:
            return
        self._shown = shown
        track = wording.track(shown.document.state)
        self._view.show_life(track, wording.step_lines(shown, names), wording.paper_lines(shown))
        me = self._desk.session.officer.id
        self._view.allow(self._desk.conditions() | wording.conditions(shown.document, me))

    def _act(self, name: str) -> None:
        key = self._view.table.key
        session, tools = self._desk.session, self._desk.tools
        acts: dict[str, Callable[[], object]] = {
            "document.compose": self._open_compose,
            "document.new_version": self._open_new_version,
            "document.numbers": self._open_numbers,
            "document.return": lambda: self._view.open_form("return", {}, {"document": key}),
            "document.verify": lambda: self._step(
                "verify", lambda _job: sign_documents.verify_step(session, tools, key)
            ),
            "document.approve": lambda: self._step(
                "approve", lambda _job: sign_documents.approve(session, tools, key)
            ),
            "document.freeze": lambda: self._step(
                "freeze", lambda job: sign_documents.freeze(session, tools, key, job.progress, job.cancel)
            ),
            "reload": lambda: self.open({"document": key}),
        }
        if name in acts:
            acts[name]()
        else:
            self._paper.act(name, key)

    def _open_compose(self) -> None:
        today = local_date(self._desk.session.clock.now()).isoformat()
        self._view.open_form("compose", {"place": "Jakarta", "day": today, "profile": ""})

    def _open_new_version(self) -> None:
        if self._shown is not None:
            values = wording.form_values(self._shown.content, self._shown.document.run_id)
            self._view.open_form("compose", values, {"replaces": self._shown.document.id})

    def _open_numbers(self) -> None:
        if self._shown is not None:
            content = self._shown.content
            values = {
                "number_first": content.first.number or "",
                "number_second": content.second.number or "",
            }
            self._view.open_form("numbers", values, {"document": self._shown.document.id})

    def _step(self, step: str, work: Callable[[Job], DocumentRecord]) -> None:
        """Ask before signing: a signature cannot be taken back, only the document can be sent back."""
        shown = self._shown
        if shown is None:
            return
        subject = f"{shown.content.subject}, {shown.content.period}"
        question = t(f"documents.confirm.{step}", subject=subject)
        if not self._desk.dialogs.confirm(
            question, t(f"documents.confirm.{step}_more"), t(f"actions.document.{step}")
        ):
            return
        self._desk.ask(self, work, lambda made: self._changed(made, f"documents.done.{step}"), label=question)

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        session = self._desk.session
        if form == "compose":
            wish = wording.compose_wish(values, about.get("replaces"))
            self._send(form, lambda job: compose_document.compose(session, wish, job.progress, job.cancel))
        elif form == "numbers":
            numbers = Numbers(values["number_first"] or None, values["number_second"] or None)
            self._send(form, lambda _job: compose_document.set_numbers(session, about["document"], numbers))
        elif form == "return":
            reason = values["reason"]
            self._send(form, lambda _job: sign_documents.send_back(session, about["document"], reason))
        else:
            self._paper.submitted(form, values, about)

    def _send(self, form: str, work: Callable[[Job], DocumentRecord]) -> None:
        page = self._view.forms[form]
        page.wait(True)

        def done(made: DocumentRecord) -> None:
            self._view.close_form()
            self._changed(made, f"documents.done.{form}")

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        self._desk.ask(self, work, done, failed=failed, label=t(f"documents.{form}.title"))

    def _changed(self, made: DocumentRecord, told: str) -> None:
        self._desk.say(t(told))
        self.open({"document": made.id})
        self._desk.changed.emit()
