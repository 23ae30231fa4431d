"""Findings of one run: one list in memory, arranged off the window's thread, explained and exported; decides
nothing.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from padan.gui.desk import Desk
from padan.gui.matching import wording
from padan.gui.matching.explaining import Explaining
from padan.gui.matching.view import MatchingView
from padan.gui.matching.view_state import ViewState, state_of
from padan.gui.texts import number, t
from padan.matching.list_wish import COLUMNS, ViewFilter, ViewOrder
from padan.services import keep_views, show_results

if TYPE_CHECKING:
    from padan.matching.findings_view import Arranged, FindingsView

SCREEN = "findings"


class Findings(Explaining):
    """Keeps the run, its list and how it is looked at; the screen's presenter asks for the conditions."""

    def __init__(self, desk: Desk, view: MatchingView) -> None:
        super().__init__(desk, view)
        self._list: FindingsView | None = None
        self._shown: Arranged | None = None
        self._asked = 0
        self._saved: dict[str, dict[str, object]] = {}
        self._page.wished.connect(self._arrange)
        self._page.picked.connect(self._pick)
        self._page.table.chosen.connect(lambda _place: self.allow())

    def open(self, run_id: str, title: str, narrowed: Mapping[str, str] | None = None) -> None:
        """Show a run's list; `narrowed` replaces the filters."""
        if narrowed is not None:
            self._page.show_state(state_of({**self._page.state.as_value(), **_EMPTY, **narrowed}))
        self._view.findings_title.setText(t("matching.findings.title_of", run=title))
        self._view.turn_to("findings")
        self._page.table.setFocus()
        if self.run == run_id and self._list is not None:
            self._arrange(self._page.state)
            return
        self.run, self._list, self._shown = run_id, None, None
        self._page.show_rows(None, t("common.loading"))
        session = self._desk.session

        def work() -> "tuple[FindingsView, dict[str, dict[str, object]]]":
            return show_results.findings_view(session, run_id), keep_views.views(session, SCREEN)

        self._desk.ask(self, lambda _job: work(), self._loaded, label=t("matching.findings.loading"))

    def explain(self) -> None:
        """Explain the row stood on: its pair, or the nearest candidates when it has no match."""
        if self._shown is None or self._page.table.place < 0:
            return
        row = self._shown.page(self._page.table.place, 1)[0]
        row_a, row_b = int(str(row[1])), int(str(row[2]))
        if row_a >= 0 and row_b >= 0:
            self.explain_rows(row_a, row_b)
        else:
            self.find_nearest(max(row_a, row_b), "a" if row_a >= 0 else "b")

    def act(self, name: str) -> None:
        """Answer an action of the list."""
        if name == "findings.columns":
            self._page.offer_columns()
        elif name == "findings.clear":
            self._page.leave_saved()
            self._page.show_state(state_of({**self._page.state.as_value(), **_EMPTY}))
            self._arrange(self._page.state)
        elif name == "findings.drop":
            self._keep(self._page.saved.value(), None)

    def keep(self, name: str) -> None:
        """Save filters, order and columns under a name."""
        self._keep(name, self._page.state)

    def held(self, run_id: str) -> "FindingsView | None":
        """Return the run's list when it is in memory."""
        return self._list if run_id == self.run else None

    def conditions(self) -> set[str]:
        """Return what can be done on this page now."""
        found = {"loaded"} if self._list is not None else set()
        if self._page.state.narrowed:
            found.add("narrowed")
        if self._page.saved.value():
            found.add("kept_view")
        if self._shown is not None and self._page.table.place >= 0:
            found.add("finding")
        return found

    def allow(self) -> None:
        """Enable what can be done now."""
        extra = {"chosen"} if self.run else set()
        self._view.allow(self._desk.conditions() | extra | self.conditions())

    def _loaded(self, found: "tuple[FindingsView, dict[str, dict[str, object]]]") -> None:
        self._list, self._saved = found
        self._page.show_saved(list(self._saved))
        self._arrange(self._page.state)
        self._desk.ask_aside(self, self._list.prepare, lambda _bytes: None)

    def _arrange(self, state: ViewState) -> None:
        if self._list is None:
            return
        self._asked += 1
        asked, held = self._asked, self._list
        wanted = ViewFilter(state.klass, state.element, state.kind, state.owner, state.text)
        order = ViewOrder(state.order, state.descending)

        def done(arranged: "Arranged") -> None:
            if asked == self._asked:
                self._show(arranged, state)

        self._desk.ask_aside(self, lambda: held.arranged(wanted, order), done)

    def _show(self, arranged: "Arranged", state: ViewState) -> None:
        assert self._list is not None
        self._shown = arranged
        total = self._list.frame.height
        told = t("matching.findings.shown", shown=number(arranged.height), total=number(total))
        if not arranged.height:
            key = "none_narrowed" if state.narrowed else "none"
            told = t(f"matching.findings.{key}")
        self._page.show_rows(arranged, told)
        self.allow()

    def _pick(self, name: str) -> None:
        if name in self._saved:
            self._page.show_state(state_of(self._saved[name]))
            self._arrange(self._page.state)
        self.allow()

    def _keep(self, name: str, state: ViewState | None) -> None:
        session = self._desk.session

        def work() -> dict[str, dict[str, object]]:
            if state is None:
                keep_views.drop_view(session, SCREEN, name)
            else:
                keep_views.keep_view(session, SCREEN, name, state.as_value())
            return keep_views.views(session, SCREEN)

        def done(found: dict[str, dict[str, object]]) -> None:
            self._saved = found
            self._page.show_saved(list(found), name if name in found else "")
            self._desk.say(t("matching.findings.kept" if state else "matching.findings.dropped", name=name))
            self.allow()

        self._desk.ask(self, lambda _job: work(), done)


_EMPTY = {"klass": "", "element": "", "kind": "", "owner": "", "text": ""}


def export_table(
    session: Any, run_id: str, held: "FindingsView | None", state: ViewState
) -> tuple[Any, dict[str, str]]:
    """Return what a list shows as a table of words, and its headings in order."""
    listed = held or show_results.findings_view(session, run_id)
    wanted = ViewFilter(state.klass, state.element, state.kind, state.owner, state.text)
    arranged = listed.arranged(wanted, ViewOrder(state.order, state.descending))
    names = [name for name in COLUMNS if name not in state.hidden]
    headings = {name: t(f"matching.finding.{name}") for name in names}
    return arranged.table(names, wording.code_words()), headings
