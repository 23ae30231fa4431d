"""Dokumen's presenter: lists and filters, shows a document's life, takes the steps of the four eyes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.document import DocumentRecord
from padan.domain.officer import Act
from padan.domain.run import Run
from padan.gui.desk import Desk
from padan.gui.documents import life_words, wording
from padan.gui.documents.checking import Checking
from padan.gui.documents.composing import Composing
from padan.gui.documents.filters import Wanted
from padan.gui.documents.paper import Paper
from padan.gui.documents.versions import Versions
from padan.gui.documents.view import DocumentsView
from padan.gui.run_words import agreement_name
from padan.gui.tasks import Job
from padan.gui.texts import t
from padan.services import compose_document, follow_document, show_results, sign_documents
from padan.services.follow_document import DocumentLife


@dataclass(frozen=True)
class _Found:
    documents: list[DocumentRecord]
    runs: list[Run]


class DocumentsPresenter(QObject):
    """Keeps the list and the chosen document's life in sight; forms, paper and checks have presenters."""

    def __init__(self, desk: Desk, view: DocumentsView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._found = _Found([], [])
        self._life: DocumentLife | None = None
        self._place: dict[str, str] = {}
        self._composing = Composing(desk, view)
        self._paper = Paper(desk, view)
        self._checking = Checking(desk, view)
        self._versions = Versions(desk, view)
        for part in (self._composing, self._paper):
            part.changed.connect(lambda key: self.open({"document": key}))
        view.used.connect(self._act)
        view.chosen.connect(self._choose)
        view.filters.changed.connect(self._list)
        view.listed.wished.connect(self._wish)
        view.paper.connect(lambda name: self._paper.show_kept(view.table.key, name))
        view.preview.turned.connect(self._allow)

    def open(self, place: Mapping[str, str]) -> None:
        self._place = dict(place)
        session = self._desk.session
        if not self._desk.may(Act.DOCUMENT_VIEW):
            self._view.listed.show_empty(t("shell.no_documents"))
            self._view.allow(self._desk.conditions())
            return
        self._desk.ask(
            self,
            lambda _job: _Found(compose_document.documents(session), show_results.runs(session)),
            self._show,
        )

    def where(self) -> dict[str, str]:
        page = "preview" if self._view.page == "preview" else ""
        key = self._place.get("document") or self._view.table.key
        tab = str(self._view.tabs.currentIndex())
        return {"document": key, "page": page, "tab": tab, **self._view.filters.draft()}

    def _show(self, found: _Found) -> None:
        self._found = found
        self._composing.know_runs(found.runs)
        self._view.filters.offer_agreements(_agreements(found.documents))
        self._view.filters.restore(self._place)
        if self._place.get("tab", "").isdigit():
            self._view.tabs.setCurrentIndex(int(self._place["tab"]))
        self._list()
        wanted = self._place.get("document", "")
        if wanted and wanted not in {one.key for one in self._view.table.lines}:
            self._view.filters.clear()
        self._view.table.choose(wanted)
        self._choose(self._view.table.key)
        if self._place.get("page") == "preview":
            self._paper.preview(self._view.table.key)
        self._place = {}

    def _list(self) -> None:
        """Show what passes the filter; what is chosen stays chosen while it is listed."""
        self._view.allow(self._desk.conditions())
        wanted = self._view.filters.wanted()
        me = self._desk.session.officer.id
        may = {act for act in Act if self._desk.may(act)}
        passing = [one for one in self._found.documents if _passes(one, wanted, me, may)]
        hidden = len(self._found.documents) - len(passing)
        self._view.show_documents([wording.document_line(one) for one in passing], hidden=hidden)
        if not passing:
            self._choose("")

    def _wish(self) -> None:
        """The empty list's button: show everything again, or compose the first one."""
        if self._view.filters.wanted().narrow:
            self._view.filters.clear()
        else:
            self._act("document.compose")

    def _choose(self, key: str) -> None:
        if not key:
            self._life = None
            self._view.show_life([], "", "quiet")
            self._view.show_record([], [])
            self._allow()
            return
        session = self._desk.session
        self._desk.ask(self, lambda _job: follow_document.life(session, key), self._show_life)

    def _show_life(self, found: DocumentLife) -> None:
        if found.document.id != self._view.table.key:
            return
        self._life = found
        told, tone = life_words.next_words(found, self._desk.session.officer)
        self._view.show_life(life_words.stages(found), told, tone)
        self._view.show_record(life_words.event_moments(found), life_words.paper_moments(found))
        self._allow()

    def _allow(self) -> None:
        conditions = self._desk.conditions()
        if self._life is not None:
            conditions |= wording.conditions(self._life.document, self._desk.session.officer.id)
            if len(self._life.versions) > 1:
                conditions.add("versions")
        if self._view.page == "preview":
            conditions |= self._view.preview.conditions()
        self._view.allow(conditions)

    def _act(self, name: str) -> None:
        key, life = self._view.table.key, self._life
        session, tools = self._desk.session, self._desk.tools
        steps: dict[str, Callable[[Job], DocumentRecord]] = {
            "verify": lambda _job: sign_documents.verify_step(session, tools, key),
            "approve": lambda _job: sign_documents.approve(session, tools, key),
            "freeze": lambda job: sign_documents.freeze(session, tools, key, job.progress, job.cancel),
        }
        step = name.removeprefix("document.")
        if step in steps:
            self._step(step, steps[step])
        elif name == "reload":
            self.open(self.where())
        elif name == "document.check_file":
            self._checking.start("")
        elif name == "document.compare" and life is not None:
            self._versions.start(life)
        elif not self._composing.act(name, life):
            self._paper.act(name, key, life)

    def _step(self, step: str, work: Callable[[Job], DocumentRecord]) -> None:
        """Ask before signing: a signature cannot be taken back, only the document can be sent back."""
        life = self._life
        if life is None:
            return
        subject = f"{life.content.subject}, {life.content.period}"
        question = t(f"documents.confirm.{step}", subject=subject)
        if not self._desk.dialogs.confirm(
            question, t(f"documents.confirm.{step}_more"), t(f"actions.document.{step}")
        ):
            return

        def done(made: DocumentRecord) -> None:
            self._desk.say(t(f"documents.done.{step}"))
            self._view.table.setFocus()
            self.open({"document": made.id})
            self._desk.changed.emit()

        self._desk.ask(self, work, done, label=question)


def _agreements(documents: list[DocumentRecord]) -> list[tuple[str, str]]:
    found = {}
    for one in documents:
        content = BeritaAcaraContent.from_dict(one.content)
        found[one.agreement_id] = agreement_name((content.first.code, content.second.code))
    return sorted(found.items(), key=lambda one: one[1])


def _passes(one: DocumentRecord, wanted: Wanted, me: str, may: set[Act]) -> bool:
    if wanted.state and one.state != wanted.state:
        return False
    if wanted.agreement and one.agreement_id != wanted.agreement:
        return False
    if wanted.mine and not _waits(one, me, may):
        return False
    text = " ".join(wording.document_line(one).cells).casefold()
    return all(word in text for word in wanted.words.split())


def _waits(one: DocumentRecord, me: str, may: set[Act]) -> bool:
    """Tell whether the next step of the four eyes is this officer's to take."""
    conditions = wording.conditions(one, me)
    steps = {
        "can_verify": Act.DOCUMENT_VERIFY,
        "can_approve": Act.DOCUMENT_APPROVE,
        "can_freeze": Act.DOCUMENT_FREEZE,
        "fileable": Act.DOCUMENT_PRINT,
    }
    return any(name in conditions and act in may for name, act in steps.items())
