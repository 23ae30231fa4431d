"""Packages that leave as lines, facts and a track, and what may be done with one now; pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from padan.common.clock import local_date
from padan.domain.exchange.key_card import grouped
from padan.domain.exchange.outgoing import ANSWER_DAYS, SEALED_STATES, OutMessage, OutState, PackageOut
from padan.gui.texts import day, moment, number, size, t, word
from padan.gui.widgets.table import Line
from padan.gui.widgets.timeline import Moment

NEED_SUBJECT = frozenset({"DATA", "REF", "BA", "LAP", "TARIK"})
"""Kinds that need something chosen: a snapshot, a document, a package."""
_TONES = {
    OutState.PREPARED: "warn",
    OutState.DROPPED: "quiet",
    OutState.SEALED: "warn",
    OutState.WRITTEN: "warn",
    OutState.HANDED_OVER: "info",
    OutState.RECEIVED: "info",
    OutState.ANSWERED: "good",
}
_TRACK = (
    OutState.PREPARED,
    OutState.SEALED,
    OutState.WRITTEN,
    OutState.HANDED_OVER,
    OutState.RECEIVED,
    OutState.ANSWERED,
)


def kind_words(one: PackageOut) -> str:
    """Return what a package holds: answers travel as USUL, too."""
    return word("package_choice", "JAWAB" if one.kind == "USUL" and one.plan.get("answers") else one.kind)


def rows_of(one: PackageOut) -> int:
    """Return how many rows leave, planned or sealed."""
    return one.rows or int(str(one.plan.get("rows", 0)))


def line_of(one: PackageOut, overdue: bool) -> Line:
    """Return the list's line of a package."""
    state = word("package_state", one.state.value)
    cells = (
        t("exchange.out_late", state=state) if overdue else state,
        kind_words(one),
        word("party_short", one.receiver),
        number(one.number) if one.number else t("common.nothing"),
        number(rows_of(one)),
        day(local_date(one.prepared_at)),
    )
    return Line(one.id, cells, {3: one.number, 4: rows_of(one), 5: one.prepared_at.isoformat()})


def next_words(one: PackageOut, overdue: bool, may_approve: bool) -> tuple[str, str]:
    """Say what comes next for a package, and in which tone."""
    party = word("party_short", one.receiver)
    wrong = _miscounted(one)
    if wrong is not None:
        told = t("exchange.out_next.count_differs", sent=number(one.rows), told=number(wrong), party=party)
        return told, "bad"
    if overdue:
        return t("exchange.out_next.overdue", days=number(ANSWER_DAYS), party=party), "bad"
    if one.state is OutState.PREPARED:
        return t(f"exchange.out_next.prepared_{'you' if may_approve else 'other'}"), "warn"
    if one.chain == "tt" and one.state in (OutState.HANDED_OVER, OutState.RECEIVED):
        return t("exchange.out_next.receipts"), "good"
    return t(f"exchange.out_next.{one.state.value}"), _TONES[one.state]


def _miscounted(one: PackageOut) -> int | None:
    """Return what the receiver counted when it is not what was sent (the count check of a session)."""
    if one.answer is None:
        return None
    told = sum(int(str(one.answer.get(name, 0))) for name in ("accepted", "refused", "held"))
    return told if told != one.rows else None


def track(one: PackageOut, names: Mapping[str, str]) -> list[Moment]:
    """Return the package's way to its end: who and when, and what is still to come."""
    if one.state is OutState.DROPPED:
        first = _moment(OutState.PREPARED, one.prepared_at, _by(one.prepared_by, names))
        return [first, Moment("dropped", "", t("exchange.out_step.dropped"), "", "done", "quiet")]
    details = {
        OutState.PREPARED: (one.prepared_at, _by(one.prepared_by, names)),
        OutState.SEALED: (one.sealed_at, _by(one.approved_by, names)),
        OutState.WRITTEN: (None, ""),
        OutState.HANDED_OVER: (one.handed_over_at, _hand(one)),
        OutState.RECEIVED: (one.received_at, ""),
        OutState.ANSWERED: (one.answered_at, _answer(one)),
    }
    stages = _TRACK if one.chain != "tt" else _TRACK[:4]
    reached = max((place for place, state in enumerate(_TRACK) if _reached(one, state)), default=0)
    found = []
    for place, state in enumerate(stages):
        at, more = details[state]
        if _reached(one, state):
            found.append(_moment(state, at, more))
        elif place < reached:
            continue  # a receipt can come for a package whose hand-over nobody noted
        else:
            now = place == reached + 1
            title = t(f"exchange.out_step.{state.value}")
            found.append(Moment(state.value, "", title, "", "now" if now else "coming", "info"))
    return found


def _reached(one: PackageOut, state: OutState) -> bool:
    order = tuple(OutState)
    if state is OutState.HANDED_OVER:
        return one.handed_over_at is not None
    return order.index(one.state) >= order.index(state)


def _moment(state: OutState, at: datetime | None, more: str) -> Moment:
    title = t(f"exchange.out_step.{state.value}")
    return Moment(state.value, moment(at) if at else "", title, more, "done", "good")


def _by(officer: str, names: Mapping[str, str]) -> str:
    return t("exchange.out_step.by", name=names.get(officer, officer)) if officer else ""


def _hand(one: PackageOut) -> str:
    return t("exchange.out_step.to", medium=one.medium, person=one.person) if one.medium else ""


def _answer(one: PackageOut) -> str:
    if one.answer is None:
        return ""
    counts = {name: number(int(str(one.answer.get(name, 0)))) for name in ("accepted", "refused", "held")}
    return t("exchange.out_step.answer", **counts)


def facts(one: PackageOut) -> list[str]:
    """Return what is known of a package beside its track and its file, and what its plan leaves out."""
    told = []
    if one.file_name:
        told += [
            t("exchange.out_facts.size", size=size(one.size)),
            t("exchange.out_facts.digest", digest=grouped(one.file_sha256)),
        ]
    columns, withheld = _list(one.plan.get("columns")), _list(one.plan.get("withheld"))
    if columns:
        told.append(t("exchange.out_facts.columns", columns=", ".join(columns)))
    if withheld:
        told.append(t("exchange.out_facts.withheld", columns=", ".join(withheld)))
    unnamed = int(str(one.plan.get("unnamed", 0)))
    if unnamed:
        told.append(t("exchange.out_facts.unnamed", count=number(unnamed)))
    return told


def _list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def conditions(one: PackageOut | None, me: str, may: Mapping[str, bool]) -> set[str]:
    """Return what the chosen package allows; `may` says whether the officer prepares and approves."""
    if one is None:
        return set()
    found = {"out_chosen"}
    if one.state is OutState.PREPARED:
        found.add("out_prepared")
    if one.state in SEALED_STATES:
        found.add("out_sealed")
    if may_approve(one, me, may):
        found.add("can_approve_package")
    return found


def may_approve(one: PackageOut, me: str, may: Mapping[str, bool]) -> bool:
    """Tell whether this officer may seal the package: another than its preparer, but for receipts."""
    if one.state is not OutState.PREPARED:
        return False
    return (may["approve"] and one.prepared_by != me) or (one.kind == "TT" and may["prepare"])


def waiting_lines(waiting: Sequence[OutMessage]) -> list[tuple[str, str, str]]:
    """Return (agreement, kind to prepare, words) of what waits to be sent, by agreement and party."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for one in waiting:
        counts = found.setdefault((one.agreement_id, one.receiver), {})
        name = "TT" if one.kind == "receipt" else "JAWAB"
        counts[name] = counts.get(name, 0) + 1
    lines = []
    for (agreement, party), counts in sorted(found.items()):
        for kind, count in sorted(counts.items()):
            said = t(
                "exchange.out_list.waiting",
                count=number(count),
                party=word("party_short", party),
                kinds=word("package_choice", kind).lower(),
            )
            lines.append((agreement, kind, said))
    return lines
