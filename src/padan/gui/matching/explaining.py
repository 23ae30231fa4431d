"""Explaining a pair of a run, or the nearest candidates of a row without a match; decides nothing."""

from PySide6.QtCore import QObject

from padan.gui.desk import Desk
from padan.gui.matching.nearest import NearestFound, nearest_choices
from padan.gui.matching.view import MatchingView
from padan.gui.pair_words import pair_evidence
from padan.gui.texts import t
from padan.services import show_results
from padan.services.show_results import Explained, Nearest


class Explaining(QObject):
    """Keeps the run and the candidates in sight."""

    def __init__(self, desk: Desk, view: MatchingView) -> None:
        super().__init__(view)
        self._desk, self._view, self._page = desk, view, view.findings
        self.run = ""
        self._nearest: list[Nearest] = []
        self._page.candidate.connect(self._candidate)

    def explain_rows(self, row_a: int, row_b: int) -> None:
        """Explain any two rows an officer names."""
        self._explain_pair(row_a, row_b, [])

    def find_nearest(self, row: int, side: str) -> None:
        """Show the nearest candidates of a row and why each was not taken."""
        session, run = self._desk.session, self.run

        def done(found: list[Nearest]) -> None:
            self._nearest = found
            if not found:
                self._desk.say(t("matching.nearest.none"), "info")
                return
            self._explain_pair(found[0].row_a, found[0].row_b, nearest_choices(found, side))

        self._desk.ask(self, lambda _job: show_results.nearest(session, run, row, side), done)

    def _candidate(self, place: int) -> None:
        if 0 <= place < len(self._nearest):
            one = self._nearest[place]
            self._explain_pair(one.row_a, one.row_b, None)

    def _explain_pair(self, row_a: int, row_b: int, nearest: list[tuple[str, str]] | None) -> None:
        session, run = self._desk.session, self.run

        def done(found: Explained) -> None:
            sides = (t("matching.side_a", row=row_a), t("matching.side_b", row=row_b))
            weighed = NearestFound(row_a, row_b, found.explanation, self._nearest if nearest != [] else [])
            shown = pair_evidence(sides, found.person_a, found.person_b, found.explanation, weighed.reasons())
            self._page.show_evidence(shown, nearest)

        self._desk.ask(self, lambda _job: show_results.explain(session, run, row_a, row_b), done)
