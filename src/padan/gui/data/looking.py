"""Looking closer at a snapshot: its quality down to the rows, where it comes from, what changed since."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from padan.domain.snapshot import Snapshot, StoredProblem
from padan.gui.data import compare_words, snapshot_words, wording
from padan.gui.data.view import DataView
from padan.gui.desk import Desk
from padan.gui.texts import day, number, t
from padan.services import browse_data
from padan.services.browse_data import Failing


class Looking(QObject):
    """Keeps the snapshots in sight."""

    def __init__(self, desk: Desk, view: DataView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._snapshots: dict[str, Snapshot] = {}
        self._compared: dict[str, str] = {}

    def where(self) -> dict[str, str]:
        """Return the page in sight with what it takes to show it again."""
        page = self._view.page
        rule = {"rule": self._view.rules.key} if page in ("quality", "failing") else {}
        compared = self._compared if page == "compared" else {}
        return {"page": page, **rule, **compared} if page in self._pages else {}

    def return_to(self, place: Mapping[str, str]) -> None:
        """Show the page that `where` named, read anew."""
        page = place.get("page", "")
        if page in self._pages and self._view.table.key in self._snapshots:
            self._pages[page](place)

    @property
    def _pages(self) -> dict[str, Callable[[Mapping[str, str]], object]]:
        rule = "rule"
        return {
            "detail": lambda _place: self._detail(),
            "problems": lambda _place: self._problems(),
            "quality": lambda place: self._quality(place.get(rule, "")),
            "failing": lambda place: self._quality(place.get(rule, ""), deeper=True),
            "compared": self._compare_again,
        }

    def _compare_again(self, place: Mapping[str, str]) -> None:
        if place.get("before") in self._snapshots and place.get("now") in self._snapshots:
            self._compare(place)

    def _problems(self) -> None:
        key, title = self._view.table.key, t("data.problems_of", name=self._name())

        def done(found: list[StoredProblem]) -> None:
            lines = [wording.problem_line(n, one) for n, one in enumerate(found)]
            self._view.show_problems(title, lines)

        self._desk.ask(self, lambda _job: browse_data.problems(self._desk.session, key), done)

    def _quality(self, rule: str = "", *, deeper: bool = False) -> None:
        """Show the quality report, standing on `rule`; `deeper` goes on to the rows behind it."""
        key, title = self._view.table.key, t("data.quality_of", name=self._name())

        def done(found: dict[str, object]) -> None:
            self._view.show_quality(title, wording.quality_summary(found), wording.quality_lines(found))
            if rule:
                self._view.rules.choose(rule)
            if deeper:
                self._quality_rows()

        self._desk.ask(
            self,
            lambda _job: browse_data.snapshot_quality(self._desk.session, self._desk.tools, key),
            done,
            label=t("data.quality_name"),
        )

    def _quality_rows(self) -> None:
        key, rule = self._view.table.key, self._view.rules.key
        name = next((line.cells[1] for line in self._view.rules.lines if line.key == rule), rule)

        def done(found: Failing) -> None:
            lines = [wording.person_line(one) for one in found.rows]
            shown = t("data.failing_of", rule=name, shown=number(len(lines)), total=number(found.total))
            self._view.show_failing(shown, lines)

        self._desk.ask(
            self,
            lambda _job: browse_data.failing(self._desk.session, self._desk.tools, key, rule),
            done,
            label=t("data.quality_name"),
        )

    def _detail(self) -> None:
        chosen = self._snapshots[self._view.table.key]

        def done(officers: dict[str, str]) -> None:
            told = snapshot_words.facts(chosen, officers.get(chosen.received_by, chosen.received_by))
            self._view.show_details(self._name(), told, snapshot_words.column_lines(chosen))

        self._desk.ask(self, lambda _job: browse_data.officer_names(self._desk.session), done)

    def _compare(self, values: Mapping[str, Any]) -> None:
        session, before, now = self._desk.session, str(values["before"]), str(values["now"])
        self._compared = {"before": before, "now": now}
        names = tuple(day(self._snapshots[one].position) for one in (before, now))

        def done(found: Any) -> None:
            title = t("data.compare.title_of", before=names[0], now=names[1])
            self._view.show_compared(title)
            told = compare_words.summary(found)
            self._view.compared.show_changes(told, compare_words.parts(found), found)

        self._desk.ask(
            self,
            lambda _job: browse_data.compare(session, before, now),
            done,
            label=t("data.compare.working"),
        )

    def _name(self) -> str:
        chosen = self._snapshots.get(self._view.table.key)
        return f"{chosen.register} {day(chosen.position)}" if chosen else ""
