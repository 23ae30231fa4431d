"""The review bench's presenter: the queue of a run, one pair at a time, decisions and their undoing."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from padan.domain.officer import Act
from padan.domain.run import Decision, Run, Verdict
from padan.gui.desk import Desk
from padan.gui.pair_words import pair_evidence
from padan.gui.review.view import ReviewView
from padan.gui.run_words import run_name
from padan.gui.tasks import Job
from padan.gui.texts import decimal, number, t, word
from padan.gui.widgets.table import Line
from padan.services import review_pairs
from padan.services.review_pairs import DecisionWish, QueueItem, ReviewItem, ReviewQueue

_VERDICTS = {
    "review.same": Verdict.SAME,
    "review.different": Verdict.DIFFERENT,
    "review.later": Verdict.LATER,
}


class ReviewPresenter(QObject):
    """A decision is asked for only once: the next open pair is chosen when the store has taken it."""

    def __init__(self, desk: Desk, view: ReviewView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._run = ""
        self._queue: ReviewQueue | None = None
        self._wanted = ""
        view.used.connect(self._act)
        view.chosen.connect(self._choose)

    def open(self, place: Mapping[str, str]) -> None:
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
        self._queue = queue
        told = t(
            "review.progress",
            run=run_name(queue.run),
            decided=number(queue.decided),
            total=number(len(queue.items)),
        )
        self._view.show_queue([_line(one) for one in queue.items], told)
        if self._wanted:
            self._view.queue.choose(self._wanted)
            self._wanted = ""
        self._allow()
        self._view.focus_queue()

    def _choose(self, key: str) -> None:
        self._allow()
        if not key or not self._desk.may(Act.DATA_VIEW):
            return
        row_a, row_b = (int(part) for part in key.split(":"))
        run = self._run

        def done(item: ReviewItem) -> None:
            if self._view.queue.key == key:
                self._show_item(item)

        self._desk.ask(self, lambda _job: review_pairs.item(self._desk.session, run, row_a, row_b), done)

    def _show_item(self, item: ReviewItem) -> None:
        parties = self._queue.run if self._queue else None
        names = (
            [word("party_short", one) for one in (parties.party_a, parties.party_b)]
            if parties
            else ["A", "B"]
        )
        sides = (f"A · {names[0]}", f"B · {names[1]}")
        reasons = [word("reason", item.line.rule)] if item.line.rule else []
        shown = pair_evidence(sides, item.person_a, item.person_b, item.explanation, reasons)
        self._view.show_pair(shown, _others(item), _standing(item.decision))

    def _act(self, name: str) -> None:
        if name in _VERDICTS:
            self._decide(_VERDICTS[name])
        elif name == "review.undo":
            self._undo()
        elif name == "review.apply":
            self._apply()
        elif name == "page.back":
            self._desk.go("matching", run=self._run)
        elif name in ("review.previous", "review.next"):
            self._view.step(1 if name == "review.next" else -1)

    def _decide(self, verdict: Verdict) -> None:
        key = self._view.queue.key
        if not key:
            return
        row_a, row_b = (int(part) for part in key.split(":"))
        reason = self._view.reason.value() or t(f"review.default_reason.{verdict.value}")
        wish, run = DecisionWish(row_a, row_b, verdict, reason), self._run
        self._wanted = self._next_open(key)

        def done(_decision: Decision) -> None:
            self._desk.say(t("review.decided", verdict=word("verdict", verdict.value)))
            self._load()
            self._desk.changed.emit()

        self._desk.ask(self, lambda _job: review_pairs.decide(self._desk.session, run, wish), done)

    def _next_open(self, key: str) -> str:
        """Return the open pair after `key`, so that the officer goes on without looking for it."""
        items = self._queue.open_items if self._queue else []
        keys = [_key(one) for one in items]
        if key in keys:
            later = keys[keys.index(key) + 1 :] + keys[: keys.index(key)]
            return later[0] if later else key
        return keys[0] if keys else key

    def _undo(self) -> None:
        run = self._run

        def done(taken_back: Decision) -> None:
            self._wanted = f"{taken_back.row_a}:{taken_back.row_b}"
            self._desk.say(t("review.undone", verdict=word("verdict", taken_back.verdict.value)))
            self._load()
            self._desk.changed.emit()

        self._desk.ask(self, lambda _job: review_pairs.undo(self._desk.session, run), done)

    def _apply(self) -> None:
        run = self._run

        def work(job: Job) -> Run:
            return review_pairs.apply_decisions(self._desk.session, run, job.progress, job.cancel)

        def done(made: Run) -> None:
            self._desk.say(t("review.applied"))
            self._desk.changed.emit()
            self._desk.go("matching", run=made.id, page="result")

        self._desk.ask(self, work, done, label=t("matching.working"), outlives=True)

    def _allow(self) -> None:
        found = self._desk.conditions()
        if self._view.queue.key:
            found.add("pair")
        if self._queue is not None and any(one.decision is not None for one in self._queue.items):
            found.add("decided")
        self._view.allow(found)


def _key(item: QueueItem) -> str:
    return f"{item.line.row_a}:{item.line.row_b}"


def _line(item: QueueItem) -> Line:
    state = word("verdict", item.decision.verdict.value) if item.decision else t("review.open")
    cells = (str(item.line.row_a), str(item.line.row_b), decimal(item.line.score, 1), state)
    return Line(_key(item), cells, {0: item.line.row_a, 1: item.line.row_b, 2: item.line.score})


def _others(item: ReviewItem) -> str:
    if not item.others:
        return t("review.no_others")
    shown = [
        t("review.other", side=side.upper(), row=row, score=decimal(score, 1))
        for row, side, score in item.others
    ]
    return t("review.others", list="; ".join(shown))


def _standing(decision: Decision | None) -> str:
    if decision is None:
        return ""
    return t("review.standing", verdict=word("verdict", decision.verdict.value), reason=decision.reason)
