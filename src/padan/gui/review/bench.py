"""What the review bench shows: the queue of a run, one pair at a time, the next ones fetched ahead; decides
nothing.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from padan.domain.officer import Act
from padan.domain.run import Run
from padan.gui.desk import Desk
from padan.gui.pair_words import pair_evidence
from padan.gui.review import wording
from padan.gui.review.view import ReviewView
from padan.gui.review.wording import key_of
from padan.gui.run_words import run_name
from padan.gui.texts import t, word
from padan.services import review_pairs
from padan.services.review_pairs import QueueItem, ReviewItem, ReviewQueue

_AHEAD = 3
_KEPT = 24


class Bench(QObject):
    """Keeps the queue as the store knows it, with this officer's decisions already in their place."""

    def __init__(self, desk: Desk, view: ReviewView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._run = ""
        self._made: Run | None = None
        self._items: dict[str, QueueItem] = {}
        self._wanted = ""
        self._ready: dict[str, ReviewItem] = {}
        self._item: ReviewItem | None = None
        self._pair: tuple[int, int] | None = None
        view.chosen.connect(self._choose)
        view.turned.connect(self._turn)
        view.narrowed.connect(lambda _why, _state: self._show_lines(""))

    def open(self, place: Mapping[str, str]) -> None:
        if place.get("run", self._run) != self._run:
            self._ready.clear()
        self._run = place.get("run", self._run)
        self._wanted = place.get("pair", "")
        if self._run and self._desk.may(Act.REVIEW_VIEW):
            self._view.say_state(t("common.loading"))
            self._load()

    def where(self) -> dict[str, str]:
        return {"run": self._run, "pair": self._view.queue.key}

    def _load(self) -> None:
        run = self._run
        self._desk.ask(self, lambda _job: review_pairs.queue(self._desk.session, run), self._show)

    def _show(self, queue: ReviewQueue) -> None:
        self._made = queue.run
        self._items = {key_of(one): one for one in queue.items}
        self._view.offer_reasons(wording.reasons(queue.items))
        self._show_lines(self._wanted)
        self._wanted = ""
        self._view.focus_queue()

    def _show_lines(self, wanted: str) -> None:
        items = wording.shown(
            self._items.values(), self._view.why.value(), self._view.state_choice.value(), wanted
        )
        self._view.show_queue([wording.line_of(one) for one in items], wanted)
        self._tell_progress()

    def _tell_progress(self) -> None:
        if self._made is not None:
            self._view.show_progress(*wording.progress(run_name(self._made), list(self._items.values())))
        self._allow()

    def _choose(self, key: str) -> None:
        self._item = self._pair = None
        self._allow()
        if not key or not self._desk.may(Act.DATA_VIEW):
            return
        if key in self._ready:
            self._show_item(key, self._ready[key])
        else:
            self._fetch(key)

    def _fetch(self, key: str) -> None:
        run = self._run
        row_a, row_b = _rows(key)

        def done(item: ReviewItem) -> None:
            if run == self._run:
                self._ready[key] = item
                while len(self._ready) > _KEPT:
                    self._ready.pop(next(iter(self._ready)))
                if self._view.queue.key == key and self._item is None:
                    self._show_item(key, item)

        self._desk.ask(self, lambda _job: review_pairs.item(self._desk.session, run, row_a, row_b), done)

    def _show_item(self, key: str, item: ReviewItem) -> None:
        self._item = item
        self._view.show_candidates(wording.pair_choices(item))
        self._show_pair(item)
        for ahead in self._coming(key)[:_AHEAD]:
            if ahead not in self._ready:
                self._fetch(ahead)

    def _show_pair(self, item: ReviewItem) -> None:
        self._pair = (item.line.row_a, item.line.row_b)
        reasons = [word("reason", item.line.rule)] if item.line.rule else []
        sides = wording.side_names(self._made)
        found = pair_evidence(sides, item.person_a, item.person_b, item.explanation, reasons)
        self._view.show_pair(found, wording.standing(item), "")
        self._allow()

    def _turn(self, place: int) -> None:
        """Look at another candidate of the pair; a decision is then about that one."""
        item, run = self._item, self._run
        if item is None or place < 0:
            return
        row_a, row_b = wording.pairs_of(item)[place]

        def done(found: ReviewItem) -> None:
            if self._item is item:
                self._show_pair(found)

        self._desk.ask(self, lambda _job: review_pairs.item(self._desk.session, run, row_a, row_b), done)

    def _coming(self, key: str) -> list[str]:
        """Return the open pairs after `key` in the order of the list, then those before it."""
        keys = [line.key for line in self._view.queue.lines]
        place = keys.index(key) if key in keys else 0
        turned = keys[place + 1 :] + keys[:place]
        return [one for one in turned if one in self._items and wording.is_open(self._items[one])]

    def _allow(self) -> None:
        found = self._desk.conditions()
        if self._pair is not None:
            found.add("pair")
        if any(one.decision is not None for one in self._items.values()):
            found.add("decided")
        self._view.allow(found)


def _rows(key: str) -> tuple[int, int]:
    row_a, row_b = key.split(":")
    return int(row_a), int(row_b)
