"""Runs and their parties in words, shared by the screens that show them; pure."""

from padan.domain.run import Run
from padan.domain.snapshot import Snapshot
from padan.gui.texts import day, moment, number, t, word

CLASSES = ("identical", "differing", "only_a", "only_b", "duplicate", "invalid", "review")


def classes_by_side(run: Run) -> dict[str, dict[str, int]]:
    """Return class → count of side a and of side b, as the run's summary holds them."""
    found = run.summary.get("classes")
    sides = found if isinstance(found, dict) else {}
    return {side: {str(k): int(v) for k, v in dict(sides.get(side) or {}).items()} for side in ("a", "b")}


def rows_by_side(run: Run) -> dict[str, int]:
    """Return the rows of both sides."""
    found = run.summary.get("rows")
    rows = found if isinstance(found, dict) else {}
    return {side: int(rows.get(side, 0)) for side in ("a", "b")}


def run_name(run: Run) -> str:
    """Return a run in one line: moment and parties."""
    return (
        f"{moment(run.created_at)} · {word('party_short', run.party_a)} – {word('party_short', run.party_b)}"
    )


def snapshot_name(snapshot: Snapshot) -> str:
    """Return a snapshot in one line: register, party, position, rows."""
    return t(
        "data.snapshot_name",
        register=snapshot.register,
        party=word("party_short", snapshot.party),
        position=day(snapshot.position),
        rows=number(snapshot.rows),
    )


def agreement_name(codes: tuple[str, ...]) -> str:
    """Return an agreement by its parties."""
    return " – ".join(word("party_short", code) for code in codes)
