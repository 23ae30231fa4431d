"""The Pemadanan screen: runs, choosing two snapshots, result, comparison, export; passive."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from padan.gui.matching import wording
from padan.gui.matching.findings_page import FindingsPage
from padan.gui.matching.result_words import Result
from padan.gui.texts import t
from padan.gui.theme.sheet import GAP, WIDE
from padan.gui.widgets.bars import BarsWithLegend
from padan.gui.widgets.disclosure import disclosure_rows
from padan.gui.widgets.fields import ChoiceField, LineField
from padan.gui.widgets.form import Row
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import column, holder, label
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import Line, Table

_ACTIONS = ("matching.run", "matching.result", "matching.findings", "matching.review")
_MORE = ("matching.propose", "matching.compare", "matching.explain_pair", "reload")


class MatchingView(Screen):
    """`chosen` carries the run in sight; `part` a part of its result: ("class" or "element", code)."""

    chosen = Signal(str)
    part = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("matching", (*_ACTIONS, *_MORE))
        self.runs = Table(
            t("matching.runs"), [t(f"matching.column.{name}") for name in _COLUMNS], (3, 4, 5, 6)
        )
        self.runs.chosen.connect(self.chosen)
        self.runs.opened.connect(lambda _key: self.used.emit("matching.result"))
        self.set_main(self.runs)
        self.add_form("run", FormPage("matching.form", _run_rows()))
        self.add_form("export", FormPage("matching.export", disclosure_rows()))
        self.add_form("keep_view", FormPage("matching.keep_view", (_NAME,)))
        self.add_form("pair", FormPage("matching.pair", _pair_rows()))
        self.findings = FindingsPage(self, wording.Cells())
        self.findings_title = self.add_sub("findings", t("matching.findings.title"), self.findings)
        self._add_result()
        self._add_comparison()

    def show_runs(self, lines: Sequence[Line]) -> None:
        """Show the list."""
        self.runs.show_lines(lines)
        self.say_state("" if lines else t("matching.none"))

    def offer(self, options: Sequence[tuple[str, str]], a: str, b: str) -> None:
        """Offer snapshots for both sides, with the likeliest pair chosen."""
        form = self.forms["run"].form
        for name, wanted in (("a", a), ("b", b)):
            field = form.fields[name]
            assert isinstance(field, ChoiceField)
            chosen = field.value()
            field.offer(options)
            if not chosen and wanted:
                field.set_value(wanted)

    def show_result(self, title: str, shown: Result) -> None:
        """Show classes per side, differences by element and what the run says of itself."""
        self.result_title.setText(title)
        self.told.setText(shown.told)
        self.bars.show_parts(shown.parts, shown.legend)
        self.classes.show_lines(shown.classes)
        self.elements.show_parts(shown.elements, shown.kinds)
        self.elements.setVisible(bool(shown.elements))
        self.elements_title.setVisible(bool(shown.elements))
        self.facts.setText("\n".join(shown.facts))
        self.turn_to("result")
        self.bars.bars.setFocus()

    def show_comparison(self, title: str, counts: str, lines: Sequence[Line]) -> None:
        """Show what changed since another run."""
        self.compare_title.setText(title)
        self.counts.setText(counts)
        self.changes.show_lines(lines)
        self.turn_to("compare")
        self.changes.setFocus()

    def _add_result(self) -> None:
        headings = [t(f"matching.class_column.{name}") for name in _CLASS_COLUMNS]
        self.told = label("", "heading")
        self.bars = BarsWithLegend(t("matching.result.classes"))
        self.bars.chosen.connect(lambda key: self.part.emit("class", key))
        self.classes = Table(t("matching.result.classes"), headings, (1, 2, 3, 4))
        self.classes.setSortingEnabled(False)
        self.classes.setMinimumHeight(11 * self.fontMetrics().height() + 11 * GAP)
        self.classes.opened.connect(lambda key: self.part.emit("class", key))
        self.elements_title = label(t("matching.result.elements"), "heading")
        self.elements = BarsWithLegend(t("matching.result.elements"))
        self.elements.chosen.connect(lambda key: self.part.emit("element", key))
        self.facts = label("", "dim")
        content = holder(
            column(
                self.told,
                self.bars,
                self.elements_title,
                self.elements,
                self.classes,
                self.facts,
                1,
                gap=WIDE,
            )
        )
        more = ("matching.findings", "matching.review", "matching.propose", "matching.compare")
        self.result_title = self.add_sub("result", "", content, more)

    def _add_comparison(self) -> None:
        self.counts = label("", "heading")
        self.changes = Table(t("matching.compare.changes"), [t(f"matching.change.{n}") for n in _CHANGE])
        content = holder(column(self.counts, self.changes, gap=WIDE))
        self.compare_title = self.add_sub("compare", "", content)


_COLUMNS = ("made", "a", "b", "identical", "differing", "review", "rest")
_CLASS_COLUMNS = ("class", "a", "a_share", "b", "b_share")
_CHANGE = ("side", "change", "before", "now", "row_before", "row_now")


def _run_rows() -> tuple[Row, ...]:
    return (
        Row("a", "matching.form.a", ChoiceField, True),
        Row("b", "matching.form.b", ChoiceField, True),
    )


_NAME = Row("name", "matching.keep_view.name", lambda: LineField(longest=60), True)


def _pair_rows() -> tuple[Row, ...]:
    return (
        Row("a", "matching.pair.a", lambda: LineField(longest=40), True, "matching.pair.hint"),
        Row("b", "matching.pair.b", lambda: LineField(longest=40), True),
    )
