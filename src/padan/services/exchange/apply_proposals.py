"""USUL: another office's proposals enter our list, answers settle ours; record by record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from padan.common.codes import handover as codes
from padan.domain.correction import Correction, CorrectionState
from padan.domain.exchange.incoming import PackageIn
from padan.domain.exchange.outgoing import SEALED_STATES
from padan.domain.exchange.proposals import (
    AnswerRow,
    RowName,
    fault_of_proposal,
    is_owned_by,
    may_be_nip,
    read_answer,
    received_proposal,
)
from padan.domain.exchange.receipts import RowError
from padan.services.exchange.arrivals import Arriving, NotWhole, Outcome, finish, refused_whole
from padan.services.exchange.core import takes_whole
from padan.services.ports.records import Records
from padan.services.session import record

BATCH_ROWS = 20_000
ERRORS_TOLD = 10_000
Rows = Sequence[Mapping[str, str]]
PROPOSALS, ANSWERS = "usulan.csv", "jawaban.csv"
_SETTLED = (CorrectionState.ACCEPTED, CorrectionState.REFUSED)


def apply_proposals(arriving: Arriving) -> PackageIn:
    """Take proposals or answers in; each row counts as accepted or refused, or all of them as refused."""
    try:
        return _take_all(arriving)
    except NotWhole as refused:
        return refused_whole(arriving, refused)


def _take_all(arriving: Arriving) -> PackageIn:
    name = PROPOSALS if arriving.has(PROPOSALS) else ANSWERS
    take = _take_proposals if name == PROPOSALS else _take_answers
    count, refused, told = 0, 0, list[RowError]()
    with arriving.session.store as records:
        for rows in _batches(arriving.table(name)):
            arriving.cancel.raise_if_requested()
            errors = take(arriving, records, rows)
            count, refused = count + len(rows), refused + len(errors)
            told += errors[: ERRORS_TOLD - len(told)]
        if refused and takes_whole(records, arriving.package.agreement_id):
            raise NotWhole(count, told)
        return finish(arriving, records, Outcome(count - refused, refused, 0, told))


def _batches(rows: Iterator[dict[str, str]]) -> Iterator[Rows]:
    while batch := list(islice(rows, BATCH_ROWS)):
        yield batch


def _take_proposals(arriving: Arriving, records: Records, rows: Rows) -> list[RowError]:
    sent = _rows_sent(arriving, records, {row.get("id_baris", "").strip() for row in rows})
    errors, fresh = [], dict[str, Correction]()
    for row in rows:
        error = _fault(arriving, row, sent)
        if error is None:
            made = _received(arriving, row, sent)
            error = _add(arriving, records, made, fresh, row)
        if error is not None:
            errors.append(error)
    records.corrections.add(fresh.values())
    return errors


def _take_answers(arriving: Arriving, records: Records, rows: Rows) -> list[RowError]:
    return [one for row in rows if (one := _take_answer(arriving, records, row))]


@dataclass(frozen=True)
class _Sent:
    """The rows the sender last received from us, by name, with our own NIP of each; and the names it only
    received earlier.
    """

    newest: Mapping[str, RowName]
    older: set[str]
    nips: Mapping[int, str]


def _rows_sent(arriving: Arriving, records: Records, ids: set[str]) -> _Sent:
    header = arriving.looked.header
    sent = [
        one
        for one in records.packages_out.all(header.agreement_id)
        if one.kind == "DATA" and one.receiver == header.sender and one.state in SEALED_STATES
    ]
    sent.sort(key=lambda one: one.number, reverse=True)
    newest = records.row_names.by_id(sent[0].snapshot_id, ids) if sent else {}
    lacking = ids - set(newest)
    older = {name for one in sent[1:] for name in records.row_names.by_id(one.snapshot_id, lacking)}
    nips = _nips(records, sent[0].snapshot_id, {one.row for one in newest.values()}) if newest else {}
    return _Sent(newest, older, nips)


def _nips(records: Records, snapshot_id: str, rows: set[int]) -> dict[int, str]:
    table = records.snapshots.load(snapshot_id, ["nip_baru"])
    if "nip_baru" not in table.columns:
        return {}
    wanted = table.filter(table["_row"].is_in(sorted(rows)))
    pairs = zip(wanted["_row"].to_list(), wanted["nip_baru"].to_list(), strict=True)
    return {int(row): str(nip) for row, nip in pairs if nip}


def _fault(arriving: Arriving, row: Mapping[str, str], sent: _Sent) -> RowError | None:
    if (wrong := fault_of_proposal(row)) is not None:
        return wrong
    named = row["id_baris"].strip()
    if not is_owned_by(row["unsur"].strip(), arriving.session.store.party):
        return RowError(named, "unsur", codes.PROPOSAL_NOT_OURS)
    name = sent.newest.get(named)
    if name is None:
        code = codes.PROPOSAL_STALE if named in sent.older else codes.PROPOSAL_ROW_UNKNOWN
        return RowError(named, "id_baris", code)
    if name.sidik_baris != row["sidik_baris"].strip():
        return RowError(named, "sidik_baris", codes.PROPOSAL_STALE)
    if not may_be_nip(row.get("nip_baru", ""), sent.nips.get(name.row, "")):
        return RowError(named, "nip_baru", codes.PROPOSAL_ROW_UNKNOWN)
    return None


def _received(arriving: Arriving, row: Mapping[str, str], sent: _Sent) -> Correction:
    """The row's name decides whose proposal it is; the NIP shown is that of our own register."""
    header, name = arriving.looked.header, sent.newest[row["id_baris"].strip()]
    parties = (header.sender, header.receiver)
    made = received_proposal(row, header.agreement_id, parties, name.row, header.made_at)
    return replace(made, nip=sent.nips.get(name.row, made.nip))


def _add(
    arriving: Arriving,
    records: Records,
    made: Correction,
    fresh: dict[str, Correction],
    row: Mapping[str, str],
) -> RowError | None:
    """Add a proposal once; asked about and sent again it waits anew, under a known id with other content it
    is refused.
    """
    known = fresh.get(made.id) or records.corrections.get(made.id)
    if known is None:
        fresh[made.id] = made
        return None
    same = (known.proposer, known.agreement_id, known.element, known.proposed_value) == (
        made.proposer,
        made.agreement_id,
        made.element,
        made.proposed_value,
    )
    if not same or known.run_id:
        return RowError(row["id_baris"].strip(), "id_usulan", codes.PROPOSAL_ANSWERED)
    if known.state is CorrectionState.ASKED:
        records.corrections.update(replace(known, state=CorrectionState.SENT))
    return None


def _take_answer(arriving: Arriving, records: Records, row: Mapping[str, str]) -> RowError | None:
    answer = read_answer(row)
    if answer is None:
        return RowError("?", "hasil", codes.PROPOSAL_INCOMPLETE)
    session, header = arriving.session, arriving.looked.header
    current = records.corrections.get(answer.proposal)
    ours = current is not None and (current.proposer, current.owner, current.agreement_id) == (
        session.store.party,
        header.sender,
        header.agreement_id,
    )
    if current is None or not ours or current.state is CorrectionState.PROPOSED:
        return RowError(answer.proposal, "id_usulan", codes.PROPOSAL_UNKNOWN)
    if current.state is answer.outcome:
        return None
    if current.state not in (CorrectionState.SENT, CorrectionState.ASKED):
        return RowError(answer.proposal, "id_usulan", codes.PROPOSAL_ANSWERED)
    records.corrections.update(_settled(arriving, current, answer))
    record(session, records, "correction.settle", current.id, outcome_state=answer.outcome.value)
    return None


def _settled(arriving: Arriving, current: Correction, answer: AnswerRow) -> Correction:
    reason = answer.reason
    differs = answer.final_value and answer.final_value != current.proposed_value
    if answer.outcome in _SETTLED and differs:
        reason = f"{reason} (nilai akhir: {answer.final_value})".strip()
    return replace(
        current, state=answer.outcome, answer_reason=reason, answered_at=arriving.session.clock.now()
    )
