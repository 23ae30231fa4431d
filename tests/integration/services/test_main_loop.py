"""The main loop over the real store, files and renderer: from two registers to a frozen berita acara,
verified."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from padan.common.clock import FixedClock
from padan.common.codes import documents as document_codes
from padan.common.codes import store as store_codes
from padan.common.codes import work as work_codes
from padan.common.errors import UserFault
from padan.domain.correction import CorrectionState
from padan.domain.disclosure import DisclosureNote
from padan.domain.run import Run, Verdict
from padan.services import (
    agreement_terms,
    browse_data,
    compose_document,
    keep_agreement,
    print_documents,
    propose_corrections,
    review_pairs,
    show_results,
    sign_documents,
    verify_document,
    watch_audit,
)
from padan.services.compose_content import ComposeWish
from padan.services.document_evidence import CheckState
from padan.services.propose_corrections import ProposeRequest
from padan.services.receive_data import ReceiveRequest, preview, receive
from padan.services.review_pairs import DecisionWish
from padan.services.run_matching import MatchRequest, match
from padan.services.verify_document import VerifyRequest

from .conftest import AGREEMENT, Office

Matched = Callable[[], Run]


def signed_off(office: Office, run: Run) -> str:
    """Compose as sari, verify as budi, approve and freeze as ratna; return the document's id."""
    session = office.at("sari")
    document = compose_document.compose(
        session, ComposeWish(run.id, number_first="1/UJI", number_second="2/UJI")
    )
    sign_documents.verify_step(office.at("budi"), office.tools, document.id)
    sign_documents.approve(office.at("ratna"), office.tools, document.id)
    sign_documents.freeze(office.at("ratna"), office.tools, document.id)
    return document.id


def classes(run: Run) -> dict[str, dict[str, int]]:
    found = run.summary["classes"]
    assert isinstance(found, dict)
    return found


def test_match_two_registers_every_row_is_in_one_class(matched: Matched) -> None:
    run = matched()
    for side, counts in classes(run).items():
        assert sum(counts.values()) == run.summary["rows"][side]  # type: ignore[index]


def test_receive_fields_outside_scope_are_dropped_and_named(office: Office, matched: Matched) -> None:
    run = matched()
    session = office.at("sari")
    for snapshot_id in (run.snapshot_a, run.snapshot_b):
        snapshot = browse_data.snapshot(session, snapshot_id)
        assert not {"alamat", "nomor_hp", "email"} & set(snapshot.columns)
        dropped = [use for use in snapshot.report["columns"] if use["disposition"].startswith("dropped")]  # type: ignore[attr-defined]
        assert {"alamat", "nomor_hp"} <= {use["field"] for use in dropped}


def test_file_of_one_party_received_for_the_other_is_told_before_and_after_and_at_matching(
    office: Office, matched: Matched, tmp_path: Path
) -> None:
    session = office.at("sari")
    renamed = tmp_path / "PERISAI.csv"
    lines = office.files.siasn.read_bytes().splitlines(keepends=True)
    renamed.write_bytes(b"".join(lines[:-1]))
    first = receive(session, office.tools, ReceiveRequest(renamed, AGREEMENT, "PERISAI"))
    wish = ReceiveRequest(renamed, AGREEMENT, "SIASN")
    seen = preview(session, office.tools, wish).report
    second = receive(session, office.tools, wish)
    assert seen is not None
    told = [[one.code for one in report.warnings] for report in (first.report, seen, second.report)]
    assert [work_codes.FILE_OF_BOTH_PARTIES in codes for codes in told] == [False, True, True]
    assert second.snapshot.report["warnings"] == second.report.values()["warnings"]
    run = match(session, office.tools, MatchRequest(first.snapshot.id, second.snapshot.id))
    assert run.summary["same_source"] is True
    assert "same_source" not in matched().summary


def test_match_swapped_gives_mirrored_classes(office: Office, matched: Matched) -> None:
    run = matched()
    swapped = match(office.at("sari"), office.tools, MatchRequest(run.snapshot_b, run.snapshot_a))
    mirrored = {side: _renamed(counts) for side, counts in classes(swapped).items()}
    assert mirrored["b"] == classes(run)["a"]
    assert mirrored["a"] == classes(run)["b"]


def _renamed(counts: dict[str, int]) -> dict[str, int]:
    names = {"only_a": "only_b", "only_b": "only_a"}
    return {names.get(name, name): count for name, count in counts.items()}


def test_match_again_gives_the_same_result_digest(office: Office, matched: Matched) -> None:
    run = matched()
    again = match(office.at("sari"), office.tools, MatchRequest(run.snapshot_a, run.snapshot_b))
    assert again.result_digest == run.result_digest


def test_review_decided_pair_changes_the_next_run_and_undo_restores_it(
    office: Office, matched: Matched
) -> None:
    run = matched()
    session = office.at("sari")
    row_a, row_b = _matched_pair(session, run)
    review_pairs.decide(session, run.id, DecisionWish(row_a, row_b, Verdict.DIFFERENT, "orang lain"))
    decided = review_pairs.apply_decisions(session, run.id)
    assert decided.id != run.id
    assert decided.supersedes == run.id
    assert decided.result_digest != run.result_digest
    review_pairs.undo(session, decided.id)
    restored = review_pairs.apply_decisions(session, run.id)
    assert restored.result_digest == run.result_digest


def _matched_pair(session: object, run: Run) -> tuple[int, int]:
    line = show_results.lines(session, run.id, frozenset({"identical"}), limit=1)[0]  # type: ignore[arg-type]
    return line.row_a, line.row_b


def test_review_decision_without_reason_is_refused(office: Office, matched: Matched) -> None:
    run = matched()
    session = office.at("sari")
    with pytest.raises(UserFault) as refused:
        review_pairs.decide(session, run.id, DecisionWish(*_matched_pair(session, run), Verdict.SAME, " "))
    assert refused.value.code == work_codes.REVIEW_NEEDS_REASON


def test_propose_twice_adds_nothing_and_owner_is_asked(office: Office, matched: Matched) -> None:
    run = matched()
    session = office.at("sari")
    first = propose_corrections.propose(session, ProposeRequest(run.id))
    assert first.added > 0
    assert propose_corrections.propose(session, ProposeRequest(run.id)).added == 0
    listed = propose_corrections.corrections(session, AGREEMENT)
    by_element = {one.element: one.owner for one in listed}
    assert by_element.get("nama", "bkn") == "bkn"
    assert by_element.get("tmt_jabatan", "dpr") == "dpr"
    assert all(one.proposed_value for one in listed)


def test_tables_2_and_3_count_standing_proposals_as_they_were_answered(
    office: Office, matched: Matched
) -> None:
    """Proposed, then a pair decided: the new run must still count what was proposed from the old one."""
    run = matched()
    session = office.at("sari")
    added = propose_corrections.propose(session, ProposeRequest(run.id)).added
    refused, withdrawn, accepted = propose_corrections.corrections(session, AGREEMENT, run.id)[:3]
    answers = [
        (refused, CorrectionState.SENT),
        (refused, CorrectionState.REFUSED),
        (refused, CorrectionState.CLOSED),
    ]
    answers += [
        (accepted, CorrectionState.SENT),
        (accepted, CorrectionState.ACCEPTED),
        (accepted, CorrectionState.CLOSED),
    ]
    for one, state in [*answers, (withdrawn, CorrectionState.WITHDRAWN)]:
        propose_corrections.answer(session, one.id, state, "SK belum terbit")
    with session.store.reading() as records:
        pairs = records.runs.frame(run.id, "pairs").iter_rows(named=True)
        same = next(one for one in pairs if one["class"] == "identical")
    wish = DecisionWish(same["row_a"], same["row_b"], Verdict.DIFFERENT, "KTP diperiksa")
    review_pairs.decide(session, run.id, wish)
    document = compose_document.compose(session, ComposeWish(run.id))
    assert document.run_id != run.id
    content = compose_document.show(session, document.id).content
    assert sum(one.proposed for one in content.corrections) == added - 1
    assert sum(one.accepted for one in content.corrections) == 1
    assert sum(one.refused for one in content.corrections) == 1
    assert sum(one.waiting for one in content.corrections) == added - 3
    assert sum(one.by_first + one.by_second for one in content.elements) == added - 1
    assert sum(one.agreed for one in content.elements) == 1
    assert sum(one.open for one in content.elements) == sum(one.count for one in content.elements) - 1


def test_answer_refused_correction_needs_a_reason(office: Office, matched: Matched) -> None:
    run = matched()
    session = office.at("sari")
    propose_corrections.propose(session, ProposeRequest(run.id))
    one = propose_corrections.corrections(session, AGREEMENT)[0]
    propose_corrections.answer(session, one.id, CorrectionState.SENT)
    with pytest.raises(UserFault) as refused:
        propose_corrections.answer(session, one.id, CorrectionState.REFUSED)
    assert refused.value.code == work_codes.CORRECTION_NEEDS_REASON


def test_export_findings_without_recipient_is_refused_and_nothing_written(
    office: Office, matched: Matched, tmp_path: Path
) -> None:
    run = matched()
    target = tmp_path / "temuan.xlsx"
    session = office.at("sari")
    note = DisclosureNote("", "rapat", "exchange")
    with pytest.raises(UserFault) as refused:
        show_results.export_findings(session, office.tools, run.id, target, note)
    assert refused.value.code == work_codes.DISCLOSURE_INCOMPLETE
    assert not target.exists()


def test_signed_off_document_verifies_from_store_and_from_files(
    office: Office, matched: Matched, tmp_path: Path
) -> None:
    document_id = signed_off(office, matched())
    session = office.at("sari")
    made = print_documents.pdf(session, office.tools, document_id)
    path = tmp_path / made.name
    path.write_bytes(made.content)
    stored = verify_document.verify(office.tools, VerifyRequest(path), session)
    assert [one for one in stored.checks if one.state is CheckState.DIFFERS] == []
    assert stored.reproduced
    office.leave()
    registers = [office.files.siasn, office.files.steward]
    alone = verify_document.verify(office.tools, VerifyRequest(path, registers))
    assert [one for one in alone.checks if one.state is CheckState.DIFFERS] == []
    assert alone.reproduced


def test_printed_copies_are_byte_identical_each_time(office: Office, matched: Matched) -> None:
    document_id = signed_off(office, matched())
    session = office.at("sari")
    first = print_documents.pdf(session, office.tools, document_id, 2).content
    assert print_documents.pdf(session, office.tools, document_id, 2).content == first
    assert print_documents.pdf(session, office.tools, document_id, 1).content != first


def test_preparer_may_neither_verify_nor_approve(office: Office, matched: Matched) -> None:
    run = matched()
    session = office.at("sari")
    document = compose_document.compose(session, ComposeWish(run.id))
    for act in (sign_documents.verify_step, sign_documents.approve):
        with pytest.raises(UserFault) as refused:
            act(session, office.tools, document.id)
        assert refused.value.code == store_codes.NOT_ALLOWED


def test_freeze_before_approval_is_refused(office: Office, matched: Matched) -> None:
    run = matched()
    document = compose_document.compose(office.at("sari"), ComposeWish(run.id))
    with pytest.raises(UserFault) as refused:
        sign_documents.freeze(office.at("sari"), office.tools, document.id)
    assert refused.value.code == document_codes.DOCUMENT_STATE


def test_numbers_typed_after_verification_are_refused(office: Office, matched: Matched) -> None:
    run = matched()
    document = compose_document.compose(office.at("sari"), ComposeWish(run.id))
    sign_documents.verify_step(office.at("budi"), office.tools, document.id)
    with pytest.raises(UserFault) as refused:
        compose_document.set_numbers(office.at("sari"), document.id, compose_document.Numbers("9/X", None))
    assert refused.value.code == document_codes.DOCUMENT_STATE


def test_annexes_are_the_lists_whose_fingerprints_the_body_quotes(office: Office, matched: Matched) -> None:
    document_id = signed_off(office, matched())
    session = office.at("sari")
    content = compose_document.show(session, document_id).content
    note = DisclosureNote("Direktur PDPIK BKN", "pencocokan bersama", "exchange")
    made = print_documents.annexes(session, office.tools, document_id, print_documents.AnnexWish(note))
    assert len(made) == len(content.annexes) > 0
    assert all(one.content.startswith(b"%PDF") for one in made)


def test_explain_unknown_row_is_the_officers_mistake(office: Office, matched: Matched) -> None:
    run = matched()
    with pytest.raises(UserFault) as refused:
        show_results.explain(office.at("sari"), run.id, 999_999, 0)
    assert refused.value.code == work_codes.REVIEW_PAIR_UNKNOWN


def test_ended_agreement_opens_only_for_the_purpose_of_the_officials_override(office: Office) -> None:
    session = replace(office.at("ratna"), clock=FixedClock(datetime(2029, 1, 10, tzinfo=UTC)))
    with pytest.raises(UserFault) as refused:
        agreement_terms.require_open(session, AGREEMENT, agreement_terms.MATCHING)
    assert refused.value.code == work_codes.AGREEMENT_ENDED
    wish = keep_agreement.OverrideWish(AGREEMENT, (agreement_terms.MATCHING,), "rekonsiliasi akhir")
    given = keep_agreement.override(session, wish)
    assert agreement_terms.require_open(session, AGREEMENT, agreement_terms.MATCHING) == given
    with pytest.raises(UserFault):
        agreement_terms.require_open(session, AGREEMENT, agreement_terms.DOCUMENT)


def test_override_by_the_preparer_is_refused_and_logged(office: Office) -> None:
    session = office.at("sari")
    with pytest.raises(UserFault) as refused:
        keep_agreement.override(session, keep_agreement.OverrideWish(AGREEMENT, ("matching",), "mendesak"))
    assert refused.value.code == store_codes.NOT_ALLOWED
    last = watch_audit.audit_entries(session)[-1]
    assert (last.action, last.outcome) == ("agreement.override", "refused")


def test_workspace_of_a_steward_holds_its_own_agreement_only(office: Office) -> None:
    views = keep_agreement.agreements(office.at("sari"))
    assert [one.agreement.id for one in views] == [AGREEMENT]


def test_replaced_document_is_void_and_no_longer_handed_out(office: Office, matched: Matched) -> None:
    run = matched()
    session = office.at("sari")
    first = compose_document.compose(session, ComposeWish(run.id))
    second = compose_document.compose(session, ComposeWish(run.id, replaces=first.id))
    assert (second.version, second.supersedes) == (2, first.id)
    with pytest.raises(UserFault) as refused:
        print_documents.pdf(session, office.tools, first.id)
    assert refused.value.code == document_codes.DOCUMENT_STATE
