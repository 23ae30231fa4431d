"""Correction proposals and their answers as rows of a USUL package, and back; pure.

A proposal names the owner's row by `id_baris` and the `sidik_baris` it was made against: made against a row
that has changed since, it is a conflict and never an overwrite.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from padan.common.clock import local_date
from padan.common.codes import handover as codes
from padan.domain.correction import Correction, CorrectionState
from padan.domain.elements import BY_CODE
from padan.domain.exchange.receipts import RowError
from padan.domain.exchange.rows import is_row_name

PROPOSAL_COLUMNS = (
    "id_usulan",
    "id_baris",
    "sidik_baris",
    "nip_baru",
    "unsur",
    "nilai_lama",
    "nilai_usulan",
    "dasar",
    "dokumen_sha256",
    "alasan",
    "tanggal",
)
ANSWER_COLUMNS = ("id_usulan", "hasil", "alasan", "nilai_akhir", "status_usulan", "tanggal")
OUTCOMES = {
    "diterima": CorrectionState.ACCEPTED,
    "ditolak": CorrectionState.REFUSED,
    "tanya": CorrectionState.ASKED,
}
WORDS = {state: word for word, state in OUTCOMES.items()}
_ID = re.compile(r"[0-9A-Za-z._-]{1,40}")
_FINGERPRINT = re.compile(r"[0-9a-f]{12}")
_NEEDED = ("id_usulan", "id_baris", "sidik_baris", "unsur", "nilai_usulan")


@dataclass(frozen=True)
class RowName:
    """How a row of a package is named between two offices, and its number in the table both hold."""

    row: int
    id_baris: str
    sidik_baris: str


@dataclass(frozen=True)
class AnswerRow:
    """One answer: which proposal, the outcome, why, and the value the owner ended with."""

    proposal: str
    outcome: CorrectionState
    reason: str
    final_value: str


def proposal_row(correction: Correction, name: RowName) -> tuple[str, ...]:
    """Return one of our proposals as a row of `usulan.csv`."""
    return (
        correction.id,
        name.id_baris,
        name.sidik_baris,
        correction.nip,
        correction.element,
        correction.old_value,
        correction.proposed_value,
        correction.basis,
        "",
        correction.reason,
        local_date(correction.proposed_at).isoformat(),
    )


def fault_of_proposal(row: Mapping[str, str]) -> RowError | None:
    """Return what is wrong with the shape of a foreign proposal, None when it can be judged."""
    named = row.get("id_baris", "").strip()
    shown = named if is_row_name(named) else "?"
    for column in _NEEDED:
        if not row.get(column, "").strip():
            return RowError(shown, column, codes.PROPOSAL_INCOMPLETE)
    if shown == "?":
        return RowError(shown, "id_baris", codes.PROPOSAL_INCOMPLETE)
    for column, form in (("id_usulan", _ID), ("sidik_baris", _FINGERPRINT)):
        if not form.fullmatch(row[column].strip()):
            return RowError(shown, column, codes.PROPOSAL_INCOMPLETE)
    if row["unsur"].strip() not in BY_CODE:
        return RowError(shown, "unsur", codes.PROPOSAL_INCOMPLETE)
    return None


def is_owned_by(element: str, party: str) -> bool:
    """Tell whether `party` owns the element: BKN or the steward (intake-and-classes.md)."""
    return (BY_CODE[element].owner == "bkn") == (party == "bkn")


def may_be_nip(told: str, own: str) -> bool:
    """Tell whether the NIP beside a row's name may be that of the row: the same, missing, or as a spreadsheet
    leaves it (15 digits kept, or in exponent form). Another person's NIP under a row's name is no proposal.
    """
    digits = re.sub(r"[\s']", "", told)
    if not digits or not own or digits == re.sub(r"[\s']", "", own):
        return True
    if not re.fullmatch(r"[0-9]{18}", digits):
        return True
    return digits[15:] == "000" and digits[:15] == own[:15]


def received_proposal(
    row: Mapping[str, str], agreement_id: str, parties: tuple[str, str], target: int, at: datetime
) -> Correction:
    """Return a foreign proposal as a correction of the owner's list, sent and waiting for an answer.

    `parties` are proposer and owner. Its run is the other office's: `run_id` stays empty here.
    """
    return Correction(
        id=row["id_usulan"].strip(),
        agreement_id=agreement_id,
        run_id="",
        proposer=parties[0],
        owner=parties[1],
        target_row=target,
        target_fingerprint=row["sidik_baris"].strip(),
        source_row=-1,
        nip=row.get("nip_baru", "").strip(),
        element=row["unsur"].strip(),
        old_value=row.get("nilai_lama", ""),
        proposed_value=row["nilai_usulan"],
        basis=row.get("dasar", ""),
        reason=row.get("alasan", ""),
        state=CorrectionState.SENT,
        proposed_by=parties[0],
        proposed_at=at,
    )


def answer_row(correction: Correction, answered_at: datetime) -> tuple[str, ...]:
    """Return our answer to a foreign proposal as a row of `jawaban.csv`."""
    accepted = correction.state is CorrectionState.ACCEPTED
    return (
        correction.id,
        WORDS[correction.state],
        correction.answer_reason,
        correction.proposed_value if accepted else "",
        correction.state.value,
        local_date(answered_at).isoformat(),
    )


def read_answer(row: Mapping[str, str]) -> AnswerRow | None:
    """Return a foreign row as an answer, None when it is not one."""
    outcome = OUTCOMES.get(row.get("hasil", "").strip().casefold())
    proposal = row.get("id_usulan", "").strip()
    if outcome is None or not _ID.fullmatch(proposal):
        return None
    return AnswerRow(proposal, outcome, row.get("alasan", "").strip(), row.get("nilai_akhir", "").strip())
