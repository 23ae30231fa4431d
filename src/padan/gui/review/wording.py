"""The queue, its pairs and their candidates as lines and sentences; pure."""

from collections.abc import Iterable, Sequence

from padan.domain.run import Run, Verdict
from padan.gui.texts import decimal, number, t, word
from padan.gui.widgets.table import Line
from padan.services.review_pairs import QueueItem, ReviewItem

OPEN = "open"


def key_of(item: QueueItem) -> str:
    """Return the pair as the queue's key."""
    return f"{item.line.row_a}:{item.line.row_b}"


def is_open(item: QueueItem) -> bool:
    """Tell whether the pair still waits for a decision; one put off does."""
    return item.decision is None or item.decision.verdict is Verdict.LATER


def shown(items: Iterable[QueueItem], why: str, state: str, kept: str = "") -> list[QueueItem]:
    """Return the pairs that fit the filters; the pair `kept` stays in sight until the officer leaves it."""
    return [
        one
        for one in items
        if (not why or one.line.rule == why) and (state != OPEN or is_open(one) or key_of(one) == kept)
    ]


def line_of(item: QueueItem) -> Line:
    """Return the queue's line of a pair."""
    state = word("verdict", item.decision.verdict.value) if item.decision else t("review.open")
    why = word("reason", item.line.rule)
    cells = (str(item.line.row_a), str(item.line.row_b), decimal(item.line.score, 1), why, state)
    return Line(key_of(item), cells, {0: item.line.row_a, 1: item.line.row_b, 2: item.line.score})


def progress(name: str, items: Sequence[QueueItem]) -> tuple[str, int, int]:
    """Return how far the queue is: a sentence, pairs decided, pairs in all."""
    decided = sum(1 for one in items if not is_open(one))
    told = t("review.progress", run=name, decided=number(decided), total=number(len(items)))
    return told, decided, len(items)


def reasons(items: Iterable[QueueItem]) -> list[tuple[str, str]]:
    """Return the reasons of doubt that occur, with how many pairs each has."""
    counted: dict[str, int] = {}
    for one in items:
        counted[one.line.rule] = counted.get(one.line.rule, 0) + 1
    return [(code, f"{word('reason', code)} ({number(n)})") for code, n in sorted(counted.items()) if code]


def pairs_of(item: ReviewItem) -> list[tuple[int, int]]:
    """Return the pair itself and the pairs its further candidates make."""
    made = [(item.line.row_a, item.line.row_b)]
    for row, side, _score in item.others:
        made.append((item.line.row_a, row) if side == "b" else (row, item.line.row_b))
    return made


def pair_choices(item: ReviewItem) -> list[str]:
    """Return the words of each of `pairs_of`."""
    first = t("review.this_pair", a=item.line.row_a, b=item.line.row_b)
    others = [
        t("review.other", side=side.upper(), row=row, score=decimal(score, 1))
        for row, side, score in item.others
    ]
    return [first, *others]


def side_names(run: Run | None) -> tuple[str, str]:
    """Return the headings of both sides."""
    if run is None:
        return "A", "B"
    return f"A · {word('party_short', run.party_a)}", f"B · {word('party_short', run.party_b)}"


def standing(item: ReviewItem) -> str:
    """Say what was decided on the pair; empty when nothing was."""
    if item.decision is None:
        return ""
    verdict = word("verdict", item.decision.verdict.value)
    return t("review.standing", verdict=verdict, reason=item.decision.reason)
