"""An answer to a proposal that came by package, as a message to its proposer; pure."""

from datetime import datetime

from padan.common.ids import new_id
from padan.domain.correction import Correction
from padan.domain.exchange.outgoing import OutMessage
from padan.domain.exchange.proposals import WORDS, answer_row

ANSWER = "answer"


def is_answer_to_package(correction: Correction, own: str) -> bool:
    """Tell whether the other office must be told: its own proposal to us, from no run of ours, answered."""
    received = not correction.run_id and correction.owner == own and correction.proposer != own
    return received and correction.state in WORDS


def answer_message(correction: Correction, now: datetime) -> OutMessage:
    """Return the message that carries the answer, written with the answer itself."""
    body: dict[str, object] = {"row": list(answer_row(correction, now))}
    return OutMessage(
        new_id(now), correction.agreement_id, correction.proposer, ANSWER, correction.id, body, now
    )
