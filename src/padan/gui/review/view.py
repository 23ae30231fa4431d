"""The review bench: the queue on the left, two records side by side, reason and decision; passive."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QPushButton, QSplitter, QWidget

from padan.gui.texts import t, words
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.announce import announce
from padan.gui.widgets.buttons import ActionBar, plain_button
from padan.gui.widgets.evidence import EvidenceView, PairEvidence
from padan.gui.widgets.fields import ChoiceField, LineField
from padan.gui.widgets.flow import FlowLayout, flowing
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import Line, Table

_DECIDE = ("review.same", "review.different", "review.later", "review.undo")


class ReviewView(Screen):
    """`chosen` carries the pair "row_a:row_b" of the queue, `turned` the place of a candidate instead of it,
    `narrowed` the filters. S, B and L decide, digits give a reason, while the focus is not in the reason.
    """

    chosen = Signal(str)
    turned = Signal(int)
    narrowed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("review", ("page.back", "review.apply"))
        self._kept_reason = ""
        self.progress = label("", "heading")
        self.done = QProgressBar()
        self.done.setAccessibleName(t("review.done"))
        self.done.setTextVisible(False)
        self.why = ChoiceField()
        self.state_choice = ChoiceField([("open", t("review.only_open")), ("", t("common.all"))])
        self.queue = Table(t("review.queue"), [t(f"review.column.{n}") for n in _COLUMNS], (0, 1, 2))
        self.queue.chosen.connect(self.chosen)
        self.evidence = EvidenceView()
        self.candidates = ChoiceField()
        self.candidates.setMinimumContentsLength(8)
        self.candidates.setAccessibleName(t("review.candidates"))
        self.candidates.currentIndexChanged.connect(self.turned)
        self.standing = label("", "good")
        self.reason = LineField(t("review.reason_hint"))
        self.reason.setAccessibleName(t("review.reason"))
        self.presets: dict[str, QPushButton] = {}
        self.decide = self.add_bar(ActionBar(_DECIDE, self.main))
        self.walk = self.add_bar(ActionBar(("review.previous", "review.next"), self.main))
        self.set_main(self._split())
        for field in (self.why, self.state_choice):
            field.currentIndexChanged.connect(self._narrow)

    def show_queue(self, lines: Sequence[Line], wanted: str) -> None:
        """Show the queue with `wanted` chosen when it is there."""
        self.queue.blockSignals(True)
        self.queue.show_lines(lines)
        if wanted:
            self.queue.choose(wanted)
        self.queue.blockSignals(False)
        self.say_state("" if lines else t("review.empty"))
        if not lines:
            self.evidence.clear()
        self.chosen.emit(self.queue.key)

    def show_progress(self, told: str, decided: int, total: int) -> None:
        """Say how far the queue is."""
        self.progress.setText(told)
        self.done.setRange(0, max(total, 1))
        self.done.setValue(decided)

    def offer_reasons(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer the reasons of doubt to filter by."""
        self.why.blockSignals(True)
        self.why.offer([("", t("common.all")), *options])
        self.why.blockSignals(False)

    def show_candidates(self, options: Sequence[str]) -> None:
        """Offer the pair of the queue, first, and the candidates to look at instead."""
        self.candidates.blockSignals(True)
        self.candidates.offer([(str(n), text) for n, text in enumerate(options)])
        self.candidates.setCurrentIndex(0)
        self.candidates.blockSignals(False)
        self.candidates.setEnabled(len(options) > 1)

    def show_pair(self, found: PairEvidence, standing: str, reason: str) -> None:
        """Show the pair in sight."""
        self.evidence.show_pair(found)
        self.standing.setText(standing)
        self.standing.setVisible(bool(standing))
        self.reason.setText(self._kept_reason or reason)
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

    def ask_reason(self) -> None:
        """Say that a decision needs a reason; the digits still give one."""
        self.standing.setText(t("review.needs_reason"))
        self.standing.setVisible(True)
        announce(self, t("review.needs_reason"))

    def step(self, by: int) -> None:
        """Choose the next or the previous pair."""
        keys = [line.key for line in self.queue.lines]
        if self.queue.key in keys:
            place = keys.index(self.queue.key) + by
            if 0 <= place < len(keys):
                self.queue.choose(keys[place])

    def _narrow(self) -> None:
        self.narrowed.emit(self.why.value(), self.state_choice.value())

    def _split(self) -> QSplitter:
        filters = FlowLayout()
        for text, field in (("why", self.why), ("state", self.state_choice)):
            name = label(t(f"review.{text}"))
            name.setWordWrap(False)
            name.setBuddy(field)
            field.setAccessibleName(t(f"review.{text}"))
            field.setMinimumContentsLength(7)
            filters.addWidget(holder(row(name, field)))
        left = column(self.progress, self.done, flowing(filters), self.queue, self.walk)
        reason = label(t("review.reason"))
        reason.setBuddy(self.reason)
        reason.setWordWrap(False)
        given = row(reason, self.reason)
        pair = label(t("review.candidates"))
        pair.setBuddy(self.candidates)
        pair.setWordWrap(False)
        chosen = row(pair, self.candidates)
        chosen.setStretch(1, 1)
        decision = column(given, self._presets(), self.decide, self.standing, gap=GAP)
        bench = column(chosen, decision, self.evidence, gap=GAP)
        bench.setStretch(2, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(holder(left))
        split.addWidget(holder(bench))
        split.setStretchFactor(1, 1)
        split.setSizes([380, 850])
        return split

    def _presets(self) -> QWidget:
        """Reasons ready to be given: a button each, and its digit."""
        line = FlowLayout()
        for digit, (code, text) in enumerate(words("review_reason"), start=1):
            button = plain_button(f"{digit} · {text}")
            button.setAccessibleName(t("review.preset", digit=digit, text=text))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, text=text: self.reason.setText(text))
            shortcut = QShortcut(QKeySequence(str(digit)), self.main)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
            self.presets[code] = button
            line.addWidget(button)
        return flowing(line)


_COLUMNS = ("row_a", "row_b", "score", "why", "state")
