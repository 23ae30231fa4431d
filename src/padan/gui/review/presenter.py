"""The review bench's presenter: decisions and their undoing.

The next pairs are fetched while an officer looks at one, so that a decision brings the next into sight at
once; the store takes the decision meanwhile, and a refusal brings the pair back with the reason.
"""

from dataclasses import replace

from padan.common.errors import Fault
from padan.domain.run import Decision, Run, Verdict
from padan.gui.desk import Desk
from padan.gui.review import wording
from padan.gui.review.bench import Bench
from padan.gui.review.view import ReviewView
from padan.gui.tasks import Job
from padan.gui.texts import t, word
from padan.services import review_pairs
from padan.services.review_pairs import DecisionWish

_VERDICTS = {
    "review.same": Verdict.SAME,
    "review.different": Verdict.DIFFERENT,
    "review.later": Verdict.LATER,
}


class ReviewPresenter(Bench):
    """Answers the bench's actions."""

    def __init__(self, desk: Desk, view: ReviewView) -> None:
        super().__init__(desk, view)
        view.used.connect(self._act)

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
        key, pair = self._view.queue.key, self._pair
        if not key or pair is None:
            return
        reason = self._view.reason.value()
        if verdict is not Verdict.LATER and not reason:
            self._view.ask_reason()
            return
        wish, run = DecisionWish(*pair, verdict, reason), self._run
        coming = self._coming(key)

        def done(made: Decision) -> None:
            self._take(made)
            self._desk.changed.emit()

        def failed(fault: Fault) -> None:
            self._wanted = key
            self._desk.show_fault(fault)
            self._load()

        self._desk.ask(
            self, lambda _job: review_pairs.decide(self._desk.session, run, wish), done, failed=failed
        )
        self._ready.pop(key, None)
        self._view.reason.clear()
        if coming:
            self._view.queue.choose(coming[0])
        self._desk.say(t("review.decided", verdict=word("verdict", verdict.value)))

    def _take(self, made: Decision) -> None:
        """Show a decision in the queue; the pair in sight stays in sight."""
        key = f"{made.row_a}:{made.row_b}"
        if key not in self._items:
            self._wanted = self._view.queue.key
            self._load()
            return
        self._items[key] = replace(self._items[key], decision=made)
        self._view.queue.change_line(wording.line_of(self._items[key]))
        self._tell_progress()

    def _undo(self) -> None:
        run = self._run

        def done(taken_back: Decision) -> None:
            self._wanted = f"{taken_back.row_a}:{taken_back.row_b}"
            self._ready.pop(self._wanted, None)
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
