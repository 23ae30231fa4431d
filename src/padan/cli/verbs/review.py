"""`padanctl review …`: doubtful pairs, decided one by one by an officer; never by the program."""

from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import ROW, Choice, Count, dry_run
from padan.cli.pair_words import evidence_values, pair_text
from padan.cli.parsing import argument, group, option, verb
from padan.cli.result_words import summary_text
from padan.cli.shapes import decision_values, run_values
from padan.cli.vocabulary import word
from padan.cli.words import decimal, number, table
from padan.domain.run import Decision, Verdict
from padan.services import review_pairs
from padan.services.review_pairs import DecisionWish, QueueItem, ReviewItem, ReviewQueue

review = group("review", "Telaah pasangan yang meragukan; setiap keputusan beralasan dan dapat dibatalkan.")

VERDICT_WORDS = [one.value for one in Verdict]


def _rows(function: Any) -> Any:
    function = option("--row-b", type=ROW, required=True, metavar="N", help="Baris pada B.")(function)
    return option("--row-a", type=ROW, required=True, metavar="N", help="Baris pada A.")(function)


@verb(
    review,
    "next",
    "Pasangan berikut yang menunggu keputusan, berdampingan.",
    "padanctl review next PEMADANAN",
)
@argument("run_id", metavar="PEMADANAN")
def next_pair(desk: Desk, run_id: str) -> Answer:
    """Show the next open pair; `item` is null when nothing waits."""
    with desk.reading() as work:
        queue = review_pairs.queue(work.session, run_id)
        waiting = queue.open_items
        if not waiting:
            values = {"run": run_id, "item": None, **_counts(queue)}
            return Answer(values, f"Tidak ada yang menunggu; {number(queue.decided)} telah diputuskan.")
        first = waiting[0].line
        item = review_pairs.item(work.session, run_id, first.row_a, first.row_b)
    return _shown(run_id, item, _counts(queue))


@verb(review, "show", "Satu pasangan berdampingan.", "padanctl review show PEMADANAN --row-a 12 --row-b 40")
@argument("run_id", metavar="PEMADANAN")
@_rows
def show(desk: Desk, run_id: str, row_a: int, row_b: int) -> Answer:
    """Show one pair of the run."""
    with desk.reading() as work:
        item = review_pairs.item(work.session, run_id, row_a, row_b)
    return _shown(run_id, item, {})


def _counts(queue: ReviewQueue) -> dict[str, object]:
    return {"waiting": len(queue.open_items), "decided": queue.decided, "total": len(queue.items)}


def _shown(run_id: str, item: ReviewItem, counts: dict[str, object]) -> Answer:
    line = item.line
    shown: dict[str, object] = {
        "row_a": line.row_a,
        "row_b": line.row_b,
        "side": line.side,
        "score": line.score,
        "rule": line.rule,
        "person_a": item.person_a,
        "person_b": item.person_b,
        "explanation": evidence_values(item.explanation),
        "others": [{"row": row, "side": side, "score": score} for row, side, score in item.others],
        "decision": decision_values(item.decision) if item.decision else None,
    }
    head = f"Baris A {line.row_a} dan baris B {line.row_b}, nilai {decimal(line.score, 1)}"
    if counts:
        head += f" ({counts['waiting']} menunggu, {counts['decided']} diputuskan)"
    text = pair_text(item.person_a, item.person_b, item.explanation)
    others = [(side.upper(), str(row), score) for row, side, score in item.others]
    if others:
        text += "\n\n" + table(("Calon lain pada", "Baris", "Nilai"), others)
    return Answer({"run": run_id, "item": shown, **counts}, f"{head}\n\n{text}")


@verb(
    review,
    "decide",
    "Memutuskan satu pasangan: same (orang yang sama), different (berbeda), later (nanti).",
    'padanctl review decide PEMADANAN --row-a 12 --row-b 40 same --reason "NIK dan tanggal lahir sama"',
)
@argument("run_id", metavar="PEMADANAN")
@argument("verdict", metavar="same|different|later", type=Choice(VERDICT_WORDS))
@_rows
@option("--reason", default="", metavar="TEKS", help="Alasan; wajib kecuali untuk later.")
@dry_run
def decide(desk: Desk, **given: Any) -> Answer:
    """Record a decision on a pair."""
    wish = DecisionWish(given["row_a"], given["row_b"], Verdict(given["verdict"]), given["reason"])
    with desk.writing(dry_run=given["dry_run"]) as work:
        made = review_pairs.decide(work.session, given["run_id"], wish)
    return _decided(made, "Diputuskan", given["dry_run"])


@verb(review, "undo", "Membatalkan keputusan sendiri yang terakhir.", "padanctl review undo PEMADANAN")
@argument("run_id", metavar="PEMADANAN")
@dry_run
def undo(desk: Desk, run_id: str, dry_run: bool) -> Answer:
    """Take back one's last decision."""
    with desk.writing(dry_run=dry_run) as work:
        made = review_pairs.undo(work.session, run_id)
    return _decided(made, "Dibatalkan", dry_run)


def _decided(made: Decision, done: str, dry_run: bool) -> Answer:
    text = f"{done}: baris A {made.row_a} dan baris B {made.row_b}, {word('verdict', made.verdict)}."
    return Answer({"decision": decision_values(made), "dry_run": dry_run}, text)


@verb(
    review,
    "list",
    "Antrean telaah: menunggu lebih dulu, lalu yang telah diputuskan.",
    "padanctl review list PEMADANAN",
)
@argument("run_id", metavar="PEMADANAN")
@option("--open", "only_open", is_flag=True, help="Hanya yang menunggu.")
@option("--history", is_flag=True, help="Semua keputusan, termasuk yang dibatalkan.")
@option("--limit", type=Count(min=1), default=200, metavar="N", help="Paling banyak N (200).")
def list_all(desk: Desk, run_id: str, only_open: bool, history: bool, limit: int) -> Answer:
    """List the queue, or the history of decisions."""
    with desk.reading() as work:
        if history:
            return _history(run_id, review_pairs.decisions(work.session, run_id)[-limit:])
        queue = review_pairs.queue(work.session, run_id)
    items = (queue.open_items if only_open else list(queue.items))[:limit]
    rows = [
        (
            str(one.line.row_a),
            str(one.line.row_b),
            one.line.score,
            word("reason", one.line.rule),
            _verdict(one),
        )
        for one in items
    ]
    values = {"run": run_id, "items": [_item_values(one) for one in items], **_counts(queue)}
    return Answer(
        values, table(("A", "B", "Nilai", "Sebab", "Keputusan"), rows, "Tidak ada pasangan meragukan.")
    )


def _verdict(item: QueueItem) -> str:
    return word("verdict", item.decision.verdict) if item.decision else ""


def _item_values(item: QueueItem) -> dict[str, object]:
    line = item.line
    return {
        "row_a": line.row_a,
        "row_b": line.row_b,
        "side": line.side,
        "score": line.score,
        "rule": line.rule,
        "decision": decision_values(item.decision) if item.decision else None,
    }


def _history(run_id: str, found: list[Decision]) -> Answer:
    rows = [
        (
            one.at,
            str(one.row_a),
            str(one.row_b),
            word("verdict", one.verdict),
            one.reason,
            one.undone_at is not None,
        )
        for one in found
    ]
    return Answer(
        {"run": run_id, "decisions": [decision_values(one) for one in found]},
        table(("Waktu", "A", "B", "Keputusan", "Alasan", "Dibatalkan"), rows),
    )


@verb(
    review,
    "apply",
    "Memadankan lagi dengan semua keputusan; pemadanan baru menggantikan yang lama bila ada yang berubah.",
    "padanctl review apply PEMADANAN",
)
@argument("run_id", metavar="PEMADANAN")
@dry_run
def apply_all(desk: Desk, run_id: str, dry_run: bool) -> Answer:
    """Return the run with every decision applied."""
    with desk.writing(dry_run=dry_run) as work:
        made = review_pairs.apply_decisions(work.session, run_id, work.progress, work.cancel)
    values = run_values(made)
    if dry_run and made.id != run_id:
        values["id"] = None
    return Answer({"run": values, "dry_run": dry_run}, f"Pemadanan {made.id}\n\n{summary_text(made.summary)}")
