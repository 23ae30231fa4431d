"""Packages between two real stores: what one sends the other reads, settles and answers."""

from padan.domain.correction import CorrectionState
from padan.domain.exchange.incoming import InState
from padan.domain.exchange.outgoing import OutState
from padan.services import propose_corrections, run_matching
from padan.services.exchange import show_exchange
from padan.services.propose_corrections import ProposeRequest
from padan.services.run_matching import MatchRequest
from padan.training.export_files import WrittenFiles

from .conftest import AGREEMENT, Office


def test_data_arrives_as_the_very_table_that_was_sent(
    offices: tuple[Office, Office], register_files: WrittenFiles
) -> None:
    dpr, bkn = offices
    path = dpr.send("DATA", subject=dpr.receive(register_files.steward, "PERISAI"))
    opened = bkn.open(path)
    assert opened.state is InState.APPLIED
    with bkn.at("sari").store.reading() as records:
        received = records.snapshots.get(opened.package.snapshot_id)
    with dpr.at("sari").store.reading() as records:
        sent = records.snapshots.get(records.packages_out.all()[0].snapshot_id)
    assert received is not None
    assert sent is not None
    assert received.content_digest == sent.content_digest
    assert (received.party, received.position) == ("dpr", sent.position)
    assert opened.package.result["accepted"] == received.rows == opened.package.rows


def test_whole_loop_settles_record_by_record(
    offices: tuple[Office, Office], register_files: WrittenFiles
) -> None:
    dpr, bkn = offices
    there = bkn.open(dpr.send("DATA", subject=dpr.receive(register_files.steward, "PERISAI")))
    here = dpr.open(bkn.send("DATA", subject=bkn.receive(register_files.siasn, "SIASN")))
    assert dpr.open(bkn.send("TT")).state is InState.APPLIED
    assert bkn.open(dpr.send("TT")).state is InState.APPLIED

    with dpr.at("sari").store.reading() as records:
        sent_a = records.packages_out.all()[0]
    with bkn.at("sari").store.reading() as records:
        sent_b = records.packages_out.all()[0]
    assert (sent_a.state, sent_b.state) == (OutState.ANSWERED, OutState.ANSWERED)
    runs = [
        run_matching.match(
            bkn.at("sari"), bkn.tools, MatchRequest(there.package.snapshot_id, sent_b.snapshot_id)
        ),
        run_matching.match(
            dpr.at("sari"), dpr.tools, MatchRequest(sent_a.snapshot_id, here.package.snapshot_id)
        ),
    ]
    assert runs[0].result_digest == runs[1].result_digest

    settle(dpr, bkn, runs[0].id)


def settle(dpr: Office, bkn: Office, run: str) -> None:
    propose_corrections.propose(bkn.at("sari"), ProposeRequest(run))
    came = dpr.open(bkn.send("USUL"))
    assert came.package.result["refused"] == 0
    listed = [one for one in propose_corrections.corrections(dpr.at("sari"), AGREEMENT) if not one.run_id]
    assert listed
    assert len(listed) == came.package.result["accepted"]
    for number, one in enumerate(listed):
        refused = number % 2 == 0
        outcome = CorrectionState.REFUSED if refused else CorrectionState.ACCEPTED
        propose_corrections.answer(dpr.at("sari"), one.id, outcome, "SK belum terbit" if refused else "")
    settled = bkn.open(dpr.send("USUL", answers=True))
    assert settled.package.result == {"accepted": len(listed), "refused": 0, "held": 0, "errors": []}
    states = {
        one.id: one.state
        for one in propose_corrections.corrections(bkn.at("sari"), AGREEMENT)
        if one.proposer == "bkn" and one.owner == "dpr"
    }
    assert {states[one.id] for one in listed} == {CorrectionState.REFUSED, CorrectionState.ACCEPTED}
    assert not [one for one in show_exchange.exchange(dpr.at("sari")).waiting if one.kind == "answer"]
