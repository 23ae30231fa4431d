from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from padan.domain.document import SignedStep
from padan.domain.document_life import (
    DocumentAct,
    DocumentState,
    Refusal,
    RefusalReason,
    Step,
    may_approve,
    may_freeze,
    may_verify,
    next_state,
    standing_steps,
    step_message,
)

AT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
HASH = "ab" * 32


def step(kind: Step, officer: str, content_hash: str = HASH) -> SignedStep:
    return SignedStep("doc", kind.value, officer, f"key-{officer}", AT, content_hash, "sig")


PREPARED = [step(Step.PREPARE, "ani")]
VERIFIED = [*PREPARED, step(Step.VERIFY, "budi")]
APPROVED = [*VERIFIED, step(Step.APPROVE, "citra")]


def test_document_walks_from_draft_to_archive() -> None:
    state: DocumentState | Refusal = DocumentState.DISUSUN
    for act in ("edit", "verify", "approve", "freeze", "print", "print", "sign", "file"):
        assert isinstance(state, DocumentState)
        state = next_state(state, DocumentAct(act))
    assert state is DocumentState.DIARSIPKAN


@pytest.mark.parametrize(
    ("state", "act"),
    [
        ("disusun", "freeze"),
        ("dibekukan", "edit"),
        ("dicetak", "return"),
        ("disusun", "approve"),
        ("diganti", "print"),
    ],
)
def test_steps_out_of_order_are_refused(state: str, act: str) -> None:
    refusal = next_state(DocumentState(state), DocumentAct(act))
    assert refusal == Refusal(RefusalReason.WRONG_STATE, state)


def test_every_state_can_be_replaced_by_a_new_version_but_once() -> None:
    for state in DocumentState:
        after = next_state(state, DocumentAct.REPLACE)
        assert (after is DocumentState.DIGANTI) is (state is not DocumentState.DIGANTI)


def test_preparer_may_not_verify() -> None:
    assert may_verify(PREPARED, "ani", HASH) == Refusal(RefusalReason.SAME_PERSON)
    assert may_verify(PREPARED, "budi", HASH) is None


@pytest.mark.parametrize("officer", ["ani", "budi"])
def test_preparer_and_verifier_may_not_approve(officer: str) -> None:
    assert may_approve(VERIFIED, officer, HASH) == Refusal(RefusalReason.SAME_PERSON)
    assert may_approve(VERIFIED, "citra", HASH) is None


def test_approval_needs_the_verification() -> None:
    assert may_approve(PREPARED, "citra", HASH) == Refusal(RefusalReason.STEP_MISSING)


def test_a_changed_content_voids_the_steps() -> None:
    assert may_freeze(APPROVED, "cd" * 32) == Refusal(RefusalReason.CONTENT_CHANGED)
    assert may_freeze(APPROVED, HASH) is None


def test_one_key_under_two_names_is_one_person() -> None:
    same_key = [replace(one, public_key="key-ani") for one in APPROVED]
    assert may_freeze(same_key, HASH) == Refusal(RefusalReason.SAME_PERSON)


def test_declared_one_person_office_may_do_all_steps() -> None:
    alone = [step(kind, "ani") for kind in Step]
    assert may_verify(alone[:1], "ani", HASH, one_person=True) is None
    assert may_approve(alone[:2], "ani", HASH, one_person=True) is None
    assert may_freeze(alone, HASH, one_person=True) is None
    assert may_freeze(alone[:2], HASH, one_person=True) == Refusal(RefusalReason.STEP_MISSING)


def test_the_last_step_of_a_kind_stands() -> None:
    later = replace(PREPARED[0], officer_id="dewi", at=AT + timedelta(minutes=1))
    assert standing_steps([later, *PREPARED], HASH) == (later,)


def test_signed_message_binds_document_version_step_content_and_moment() -> None:
    messages = {
        step_message("doc", 1, Step.VERIFY, HASH, AT),
        step_message("doc2", 1, Step.VERIFY, HASH, AT),
        step_message("doc", 2, Step.VERIFY, HASH, AT),
        step_message("doc", 1, Step.APPROVE, HASH, AT),
        step_message("doc", 1, Step.VERIFY, "cd" * 32, AT),
        step_message("doc", 1, Step.VERIFY, HASH, AT + timedelta(microseconds=1)),
    }
    assert len(messages) == 6
