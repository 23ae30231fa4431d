"""Findings of one run: pages, filters and the explanation of a pair; shows and exports nothing else."""

from dataclasses import replace

from PySide6.QtCore import QObject

from padan.domain.settings import PAGE_ROWS
from padan.gui.desk import Desk
from padan.gui.matching import wording
from padan.gui.matching.view import MatchingView
from padan.gui.pair_words import pair_evidence
from padan.gui.texts import t
from padan.matching.results import FindingFilter
from padan.services import show_results
from padan.services.show_results import Explained
from padan.services.show_results import FindingsPage as Page


class Findings(QObject):
    """Keeps run, filter and page; the presenter of the screen asks for the conditions."""

    def __init__(self, desk: Desk, view: MatchingView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._run = ""
        self._filter = FindingFilter()
        self._total = 0
        view.findings.filtered.connect(self._narrow)
        view.findings.chosen.connect(self._choose)

    def open(self, run_id: str, title: str) -> None:
        """Show the first page of a run."""
        self._run = run_id
        self._filter = replace(self._filter, offset=0, limit=int(self._desk.setting(PAGE_ROWS)))
        self._view.findings_title.setText(t("matching.findings.title_of", run=title))
        self._view.turn_to("findings")
        self._load()

    def turn(self, pages: int) -> None:
        """Show an earlier or a later page."""
        self._filter = replace(self._filter, offset=max(self._filter.offset + pages * self._filter.limit, 0))
        self._load()

    def explain(self) -> None:
        """Explain the chosen finding's pair."""
        key = self._view.findings.table.key
        if not key:
            return
        row_a, row_b, _element = key.split(":")

        def done(found: Explained) -> None:
            sides = (t("matching.side_a", row=row_a), t("matching.side_b", row=row_b))
            shown = pair_evidence(sides, found.person_a, found.person_b, found.explanation)
            self._view.findings.show_evidence(shown)

        self._desk.ask(
            self,
            lambda _job: show_results.explain(self._desk.session, self._run, int(row_a), int(row_b)),
            done,
        )

    def conditions(self) -> set[str]:
        """Return what can be done on this page now."""
        found = set()
        if self._filter.offset > 0:
            found.add("earlier")
        if self._filter.offset + self._filter.limit < self._total:
            found.add("later")
        if self._view.findings.table.key:
            found.add("finding")
        return found

    def _narrow(self, element: str, kind: str, owner: str) -> None:
        self._filter = replace(self._filter, element=element, kind=kind, owner=owner, offset=0)
        if self._run:
            self._load()

    def _choose(self, _key: str) -> None:
        extra = {"chosen"} if self._run else set()
        self._view.allow(self._desk.conditions() | extra | self.conditions())

    def _load(self) -> None:
        run, wanted = self._run, self._filter

        def done(page: Page) -> None:
            self._total = page.total
            lines = [wording.finding_line(one) for one in page.findings]
            told = wording.paging(wanted.offset, len(lines), page.total)
            self._view.findings.show_page(lines, told)
            self._choose("")

        self._desk.ask(self, lambda _job: show_results.findings(self._desk.session, run, wanted), done)
