"""Proposals and their steps as lines and moments, and which of them fit the filters; pure."""

from collections.abc import Iterable, Mapping, Sequence

from padan.common.clock import local_date
from padan.domain.correction import NEXT_STATES, Correction, CorrectionState
from padan.domain.elements import BY_CODE
from padan.gui.texts import day, moment, number, t, word
from padan.gui.widgets.table import Line
from padan.gui.widgets.timeline import Moment
from padan.services.follow_corrections import Listed, Step


def fits(one: Listed, wanted: Mapping[str, str]) -> bool:
    """Tell whether a proposal fits the filters: state, owner, element, and text in NIP, name or values."""
    found = one.correction
    exact = {"state": found.state.value, "owner": found.owner, "element": found.element}
    if any(wanted.get(name) and wanted[name] != value for name, value in exact.items()):
        return False
    text = wanted.get("text", "").casefold()
    return (
        not text or text in f"{found.nip}\n{one.name}\n{found.shown_value}\n{found.proposed_value}".casefold()
    )


def line_of(listed: Listed) -> Line:
    """Return the list's line of a proposal."""
    one = listed.correction
    cells = (
        one.nip,
        listed.name,
        element(one),
        one.shown_value,
        one.proposed_value,
        word("party_short", one.owner),
        word("correction_state", one.state.value),
        one.answer_reason or word("proposed_why", one.reason),
        day(one.due) if one.due else t("common.nothing"),
        day(local_date(one.proposed_at)),
    )
    order: dict[int, object] = {8: one.due.isoformat() if one.due else "", 9: one.proposed_at.isoformat()}
    return Line(one.id, cells, order)


def element(one: Correction) -> str:
    """Return the element's name."""
    return BY_CODE[one.element].label if one.element in BY_CODE else one.element


def outcomes(state: CorrectionState) -> list[tuple[str, str]]:
    """Return the steps a state allows."""
    allowed = NEXT_STATES[state]
    return [(one.value, word("correction_state", one.value)) for one in CorrectionState if one in allowed]


def about(one: Correction) -> str:
    """Say which proposal an answer is about."""
    return t(
        "corrections.answer.about",
        element=element(one),
        old=one.shown_value or t("common.nothing"),
        proposed=one.proposed_value,
        state=word("correction_state", one.state.value),
    )


def scopes(one: Correction, alike: Sequence[Correction]) -> list[tuple[str, str]]:
    """Offer the proposal alone, or all those in sight in the same state."""
    options = [("one", t("corrections.answer.only_this"))]
    if len(alike) > 1:
        state = word("correction_state", one.state.value)
        options.append(("alike", t("corrections.answer.alike", count=number(len(alike)), state=state)))
    return options


def totals(shown: int, counts: Mapping[CorrectionState, int]) -> str:
    """Return how many are shown, and how many there are in each state."""
    parts = [f"{word('correction_state', state.value)}: {number(count)}" for state, count in counts.items()]
    total = sum(counts.values())
    return " · ".join([t("corrections.shown", shown=number(shown), total=number(total)), *parts])


def moments(steps: Iterable[Step], one: Correction) -> list[Moment]:
    """Return a proposal's steps in their order, and the answer's due date while it waits for one."""
    found = list(steps)
    made = []
    for place, step in enumerate(found):
        last = place == len(found) - 1
        reason = one.answer_reason if last else ""
        detail = " · ".join(part for part in (step.officer, reason) if part)
        title = word("correction_state", step.state.value)
        made.append(Moment(str(place), moment(step.at), title, detail, "now" if last else "done"))
    if one.due and one.state in (CorrectionState.PROPOSED, CorrectionState.SENT, CorrectionState.ASKED):
        made.append(Moment("due", day(one.due), t("corrections.due"), "", "coming"))
    return made
