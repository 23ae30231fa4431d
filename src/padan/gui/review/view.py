"""The review bench: the queue on the left, two records side by side, reason and decision; passive."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter

from padan.gui.texts import t
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.buttons import ActionBar
from padan.gui.widgets.evidence import EvidenceView, PairEvidence
from padan.gui.widgets.fields import LineField
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import Line, Table

_DECIDE = ("review.same", "review.different", "review.later", "review.undo")


class ReviewView(Screen):
    """`chosen` carries the pair "row_a:row_b". S, B and L decide while the focus is not in the reason."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("review", ("page.back", "review.apply"))
        self._kept_reason = ""
        self.progress = label("", "heading")
        self.queue = Table(t("review.queue"), [t(f"review.column.{n}") for n in _COLUMNS], (0, 1, 2))
        self.queue.chosen.connect(self.chosen)
        self.evidence = EvidenceView()
        self.others = label("", "dim")
        self.standing = label("", "good")
        self.reason = LineField(t("review.reason_hint"))
        self.reason.setAccessibleName(t("review.reason"))
        reason = label(t("review.reason"))
        reason.setBuddy(self.reason)
        reason.setWordWrap(False)
        self.decide = self.add_bar(ActionBar(_DECIDE, self.main))
        self.walk = self.add_bar(ActionBar(("review.previous", "review.next"), self.main))
        bench = holder(
            column(self.evidence, self.others, self.standing, row(reason, self.reason), self.decide, gap=GAP)
        )
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(holder(column(self.progress, self.queue, self.walk)))
        split.addWidget(bench)
        split.setStretchFactor(1, 1)
        split.setSizes([350, 900])
        self.set_main(split)

    def show_queue(self, lines: Sequence[Line], progress: str) -> None:
        """Show the queue; the chosen pair stays chosen."""
        self.progress.setText(progress)
        self.queue.show_lines(lines)
        self.say_state("" if lines else t("review.empty"))
        if not lines:
            self.evidence.clear()

    def show_pair(self, found: PairEvidence, others: str, standing: str) -> None:
        """Show the chosen pair."""
        self.evidence.show_pair(found)
        self.others.setText(others)
        self.standing.setText(standing)
        self.standing.setVisible(bool(standing))
        self.reason.setText(self._kept_reason)
        self._kept_reason = ""

    def draft(self) -> dict[str, Any] | None:
        """A reason being typed is worth keeping."""
        return {"reason": self.reason.text()} if self.reason.text() else None

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show the reason again with its pair, which is on its way."""
        self._kept_reason = str(draft.get("reason", ""))

    def focus_queue(self) -> None:
        """Put the focus where S, B and L decide."""
        self.queue.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Choose the next or the previous pair."""
        keys = [line.key for line in self.queue.lines]
        if self.queue.key in keys:
            place = keys.index(self.queue.key) + by
            if 0 <= place < len(keys):
                self.queue.choose(keys[place])


_COLUMNS = ("row_a", "row_b", "score", "state")
