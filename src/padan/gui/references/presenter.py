"""Referensi's presenter: shows and searches what the work rests on, compares rule sets; changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from padan.domain.settings import OPEN_FOLDER
from padan.gui.desk import Desk
from padan.gui.references import wording
from padan.gui.references.view import ReferencesView
from padan.gui.tasks import Job
from padan.gui.texts import number, t
from padan.gui.widgets.table import Line
from padan.services import keep_agreement, show_references
from padan.services.show_references import References, RulesShown


@dataclass(frozen=True)
class _Entry:
    group: str
    line: Line
    words: str


class ReferencesPresenter(QObject):
    """The shipped rule set is the one searched."""

    def __init__(self, desk: Desk, view: ReferencesView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._entries: list[_Entry] = []
        self._rules: dict[str, RulesShown] = {}
        self._place: dict[str, str] = {}
        view.used.connect(self._act)
        view.sought.connect(self._seek)
        view.listed.wished.connect(self._clear)
        view.compared.connect(self._compare)

    def open(self, place: Mapping[str, str]) -> None:
        self._place = dict(place)
        session, tools = self._desk.session, self._desk.tools

        def work(_job: Job) -> tuple[References, dict[str, tuple[str, ...]]]:
            views = keep_agreement.agreements(session)
            parties = {one.agreement.id: tuple(p.code for p in one.agreement.parties) for one in views}
            return show_references.references(session, tools), parties

        self._desk.ask(self, work, lambda found: self._show(*found))

    def where(self) -> dict[str, str]:
        view = self._view
        return {
            "words": view.words.value(),
            "group": view.group.value(),
            "tab": str(view.tabs.currentIndex()),
        }

    def _show(self, found: References, parties: dict[str, tuple[str, ...]]) -> None:
        view = self._view
        self._rules = {one.digest: one for one in found.rules}
        lines = [wording.entry_line(place, one) for place, one in enumerate(found.rules[0].rows)]
        self._entries = [
            _Entry(one.group, line, " ".join(line.cells).casefold())
            for one, line in zip(found.rules[0].rows, lines, strict=True)
        ]
        view.show_weights(wording.weight_note(found.weights), wording.weight_lines(found.weights))
        scopes = [wording.scope_line(one, parties.get(one.scope.agreement_id, ())) for one in found.scopes]
        view.show_versions(wording.version_lines(found.rules, found.weights), scopes)
        view.allow(self._desk.conditions())
        if "words" in self._place:
            view.words.set_value(self._place["words"])
            view.group.set_value(self._place.get("group", ""))
        if self._place.get("tab", "").isdigit():
            view.tabs.setCurrentIndex(int(self._place["tab"]))
        self._seek()
        self._place = {}

    def _seek(self) -> None:
        """Show the entries that hold every word sought, in code, name or synonym."""
        wanted, group = self._view.words.value().casefold().split(), self._view.group.value()
        found = [
            one.line
            for one in self._entries
            if group in ("", one.group) and all(word in one.words for word in wanted)
        ]
        told = t("references.count", shown=number(len(found)), total=number(len(self._entries)))
        self._view.show_entries(found, told)

    def _clear(self) -> None:
        self._view.words.set_value("")
        self._view.group.set_value("")

    def _act(self, name: str) -> None:
        if name == "reload":
            self.open(self.where())
        elif name == "reference.compare":
            self._open_file()

    def _open_file(self) -> None:
        """Read another rule set, from the other office or an older release, and compare with the shipped."""
        folder = str(self._desk.setting(OPEN_FOLDER) or "")
        path = self._desk.dialogs.open_file(t("actions.reference.compare"), t("references.kinds"), folder)
        if path is None:
            return
        tools = self._desk.tools

        def done(other: RulesShown) -> None:
            self._rules.setdefault(other.digest, other)
            shipped = next(iter(self._rules))
            self._view.turn_to("compare")
            self._view.offer_rules(wording.rules_options(list(self._rules.values())), other.digest, shipped)
            self._view.changes.setFocus()

        self._desk.ask(self, lambda _job: show_references.read_rules(tools, path), done)

    def _compare(self, older: str, newer: str) -> None:
        found = show_references.compare_rules(self._rules[older], self._rules[newer])
        told = t("references.changed", count=number(len(found))) if found else t("references.same")
        self._view.show_changes(told, wording.change_lines(found))
