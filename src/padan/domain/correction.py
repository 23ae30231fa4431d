"""A correction proposal (usulan perbaikan): a proposed change to the record of the field's owner.

States (the journey on paper or by package; exchange.md):

    PROPOSED ──► SENT ──► ACCEPTED ──► CLOSED
       │           ├────► REFUSED ───► CLOSED
       │           └────► ASKED ─────► SENT (answered) | WITHDRAWN
       └──► WITHDRAWN
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from padan.domain.identifiers import as_written

NUMBERS = frozenset({"nip", "nik"})
"""Elements whose values are numbers, written without a spreadsheet's marks."""


class CorrectionState(StrEnum):
    PROPOSED = "proposed"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    ASKED = "asked"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


NEXT_STATES: dict[CorrectionState, frozenset[CorrectionState]] = {
    CorrectionState.PROPOSED: frozenset({CorrectionState.SENT, CorrectionState.WITHDRAWN}),
    CorrectionState.SENT: frozenset(
        {CorrectionState.ACCEPTED, CorrectionState.REFUSED, CorrectionState.ASKED, CorrectionState.WITHDRAWN}
    ),
    CorrectionState.ASKED: frozenset({CorrectionState.SENT, CorrectionState.WITHDRAWN}),
    CorrectionState.ACCEPTED: frozenset({CorrectionState.CLOSED}),
    CorrectionState.REFUSED: frozenset({CorrectionState.CLOSED}),
    CorrectionState.WITHDRAWN: frozenset(),
    CorrectionState.CLOSED: frozenset(),
}


def may_become(current: CorrectionState, wanted: CorrectionState) -> bool:
    """Tell whether a correction may go from `current` to `wanted`."""
    return wanted in NEXT_STATES[current]


@dataclass(frozen=True)
class Correction:
    """One proposed change. `owner` is the party code that owns the field and is asked to change its record.

    `target_row` and `target_fingerprint` name the owner's row as last received; `source_row` is the
    proposer's row. Values are personal data: they stay in the store and leave it only in a package or a
    recorded disclosure.
    """

    id: str
    agreement_id: str
    run_id: str
    proposer: str
    owner: str
    target_row: int
    target_fingerprint: str
    source_row: int
    nip: str
    element: str
    old_value: str
    proposed_value: str
    basis: str
    reason: str
    state: CorrectionState
    proposed_by: str
    proposed_at: datetime
    due: date | None = None
    answer_reason: str = ""
    answered_at: datetime | None = None

    @property
    def shown_value(self) -> str:
        """Return the present value as a list for people shows it; `old_value` keeps it as it was found."""
        return as_written(self.old_value) if self.element in NUMBERS else self.old_value
