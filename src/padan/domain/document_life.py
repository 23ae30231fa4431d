"""The life of a document and its four eyes: pure transitions and rules; signs nothing and stores nothing.

    DISUSUN ──verify──► DIVERIFIKASI ──approve──► DISAHKAN ──freeze──► DIBEKUKAN ──print──► DICETAK
      ▲                       │                      │                     │                   │
      └───────return──────────┴────────return────────┘                     └───────sign────────┤
                                                                                               ▼
    every state but DIGANTI ──replace──► DIGANTI              DIARSIPKAN ◄──file── DITANDATANGANI

DISUSUN: an officer prepares it, the content may change. DIVERIFIKASI: another person checked it. DISAHKAN:
the official approved it. DIBEKUKAN: the content and its hash are fixed for ever. DICETAK: at least one copy
was printed or saved. DITANDATANGANI: the signed PDF or its scan is attached. DIARSIPKAN: filed. DIGANTI:
void, a newer version exists. Returning drops the signatures of the steps taken so far. A change after
freezing is a new version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from padan.common.clock import utc_text
from padan.domain.document import SignedStep


class DocumentState(StrEnum):
    DISUSUN = "disusun"
    DIVERIFIKASI = "diverifikasi"
    DISAHKAN = "disahkan"
    DIBEKUKAN = "dibekukan"
    DICETAK = "dicetak"
    DITANDATANGANI = "ditandatangani"
    DIARSIPKAN = "diarsipkan"
    DIGANTI = "diganti"


class DocumentAct(StrEnum):
    EDIT = "edit"
    VERIFY = "verify"
    APPROVE = "approve"
    RETURN = "return"
    FREEZE = "freeze"
    PRINT = "print"
    SIGN = "sign"
    FILE = "file"
    REPLACE = "replace"


class Step(StrEnum):
    """The signed steps of the four eyes, in their order."""

    PREPARE = "prepare"
    VERIFY = "verify"
    APPROVE = "approve"


class RefusalReason(StrEnum):
    """Why a transition or a step is refused."""

    WRONG_STATE = "wrong_state"
    SAME_PERSON = "same_person"
    STEP_MISSING = "step_missing"
    CONTENT_CHANGED = "content_changed"


@dataclass(frozen=True)
class Refusal:
    """An expected refusal; `state` is where the document stands."""

    reason: RefusalReason
    state: str = ""


_S, _A = DocumentState, DocumentAct
_TRANSITIONS: dict[tuple[DocumentState, DocumentAct], DocumentState] = {
    (_S.DISUSUN, _A.EDIT): _S.DISUSUN,
    (_S.DISUSUN, _A.VERIFY): _S.DIVERIFIKASI,
    (_S.DIVERIFIKASI, _A.APPROVE): _S.DISAHKAN,
    (_S.DIVERIFIKASI, _A.RETURN): _S.DISUSUN,
    (_S.DISAHKAN, _A.RETURN): _S.DISUSUN,
    (_S.DISAHKAN, _A.FREEZE): _S.DIBEKUKAN,
    (_S.DIBEKUKAN, _A.PRINT): _S.DICETAK,
    (_S.DICETAK, _A.PRINT): _S.DICETAK,
    (_S.DIBEKUKAN, _A.SIGN): _S.DITANDATANGANI,
    (_S.DICETAK, _A.SIGN): _S.DITANDATANGANI,
    (_S.DITANDATANGANI, _A.SIGN): _S.DITANDATANGANI,
    (_S.DITANDATANGANI, _A.PRINT): _S.DITANDATANGANI,
    (_S.DITANDATANGANI, _A.FILE): _S.DIARSIPKAN,
    (_S.DIARSIPKAN, _A.PRINT): _S.DIARSIPKAN,
    **{(state, _A.REPLACE): _S.DIGANTI for state in _S if state is not _S.DIGANTI},
}
FROZEN_STATES = frozenset({_S.DIBEKUKAN, _S.DICETAK, _S.DITANDATANGANI, _S.DIARSIPKAN})
"""States in which the content is fixed."""


def next_state(state: DocumentState, act: DocumentAct) -> DocumentState | Refusal:
    """Return the state after `act`, or why it is refused."""
    found = _TRANSITIONS.get((state, act))
    return found if found is not None else Refusal(RefusalReason.WRONG_STATE, state.value)


def step_message(document_id: str, version: int, step: Step, content_hash: str, at: datetime) -> bytes:
    """Return the bytes an officer signs for a step: bound to document, version, step, content and moment."""
    return f"padan/langkah/1\n{document_id}\n{version}\n{step}\n{content_hash}\n{utc_text(at)}\n".encode()


def may_verify(
    steps: Sequence[SignedStep], officer_id: str, content_hash: str, *, one_person: bool = False
) -> Refusal | None:
    """Return None when `officer_id` may verify what another person prepared (documents.md, four eyes)."""
    return _may_follow(steps, officer_id, content_hash, (Step.PREPARE,), one_person)


def may_approve(
    steps: Sequence[SignedStep], officer_id: str, content_hash: str, *, one_person: bool = False
) -> Refusal | None:
    """Return None when `officer_id` may approve: prepared and verified by two others, the content
    unchanged.
    """
    return _may_follow(steps, officer_id, content_hash, (Step.PREPARE, Step.VERIFY), one_person)


def may_freeze(steps: Sequence[SignedStep], content_hash: str, *, one_person: bool = False) -> Refusal | None:
    """Return None when all three steps stand on this content, each by another person and another key.

    `one_person` is the exception declared in the content and printed on the paper.
    """
    refusal = _missing(steps, content_hash, tuple(Step))
    if refusal is not None or one_person:
        return refusal
    standing = standing_steps(steps, content_hash)
    persons, keys = {one.officer_id for one in standing}, {one.public_key for one in standing}
    distinct = len(persons) == len(Step) and len(keys) == len(Step)
    return None if distinct else Refusal(RefusalReason.SAME_PERSON)


def standing_steps(steps: Sequence[SignedStep], content_hash: str) -> tuple[SignedStep, ...]:
    """Return the last step of each kind taken on exactly this content, in the order of the steps."""
    last = {
        one.step: one for one in sorted(steps, key=lambda one: one.at) if one.content_hash == content_hash
    }
    return tuple(last[step] for step in Step if step in last)


def _may_follow(
    steps: Sequence[SignedStep],
    officer_id: str,
    content_hash: str,
    needed: tuple[Step, ...],
    one_person: bool,
) -> Refusal | None:
    refusal = _missing(steps, content_hash, needed)
    if refusal is not None or one_person:
        return refusal
    before = [one for one in standing_steps(steps, content_hash) if one.step in needed]
    same = officer_id in {one.officer_id for one in before}
    return Refusal(RefusalReason.SAME_PERSON) if same else None


def _missing(steps: Sequence[SignedStep], content_hash: str, needed: tuple[Step, ...]) -> Refusal | None:
    taken, ever = {one.step for one in standing_steps(steps, content_hash)}, {one.step for one in steps}
    missing = [step for step in needed if step not in taken]
    if not missing:
        return None
    changed = any(step in ever for step in missing)
    return Refusal(RefusalReason.CONTENT_CHANGED if changed else RefusalReason.STEP_MISSING)
