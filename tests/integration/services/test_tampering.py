"""Whoever changes something underneath a document is found out, and what was changed is named."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from padan.common.codes import documents as document_codes
from padan.common.codes import work as work_codes
from padan.common.errors import Fault, UserFault
from padan.domain.run import Run, Verdict
from padan.services import (
    compose_document,
    print_documents,
    review_pairs,
    sign_documents,
    verify_document,
    watch_audit,
)
from padan.services.compose_content import ComposeWish
from padan.services.document_evidence import CheckState
from padan.services.review_pairs import DecisionWish
from padan.services.session import Session
from padan.services.verify_document import VerifyReport, VerifyRequest

from .conftest import Office

Matched = Callable[[], Run]


def tamper(session: Session, *statements: str) -> None:
    """Write into the store past every use case, as someone with the key and a database tool would."""
    store: Any = session.store
    connection = store.connections.mine()
    connection.execute("PRAGMA query_only = OFF")
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    if connection.in_transaction:
        connection.commit()


def composed(office: Office, matched: Matched) -> str:
    run = matched()
    return compose_document.compose(office.at("sari"), ComposeWish(run.id)).id


def frozen_pdf(office: Office, matched: Matched, folder: Path) -> Path:
    document_id = composed(office, matched)
    sign_documents.verify_step(office.at("budi"), office.tools, document_id)
    sign_documents.approve(office.at("ratna"), office.tools, document_id)
    sign_documents.freeze(office.at("ratna"), office.tools, document_id)
    made = print_documents.pdf(office.at("sari"), office.tools, document_id)
    path = folder / made.name
    path.write_bytes(made.content)
    return path


def differing(report: VerifyReport) -> set[str]:
    return {one.code for one in report.checks if one.state is CheckState.DIFFERS}


def test_verify_step_refuses_when_the_stored_result_was_changed(office: Office, matched: Matched) -> None:
    document_id = composed(office, matched)
    session = office.at("budi")
    tamper(session, "UPDATE run SET result_digest = replace(result_digest, substr(result_digest, 1, 1), 'f')")
    with pytest.raises(UserFault) as refused:
        sign_documents.verify_step(session, office.tools, document_id)
    assert refused.value.code == work_codes.DOCUMENT_EVIDENCE_BROKEN
    assert "emadanan" in str(refused.value.values["what"])


def test_verify_step_refuses_when_a_snapshot_was_swapped(office: Office, matched: Matched) -> None:
    run = matched()
    document_id = compose_document.compose(office.at("sari"), ComposeWish(run.id)).id
    session = office.at("budi")
    names = {"of_a": run.snapshot_a, "of_b": run.snapshot_b, "aside": "x"}
    move = "UPDATE snapshot_chunk SET snapshot_id = '{}' WHERE snapshot_id = '{}' AND name = 'nama'"
    steps = (("aside", "of_a"), ("of_a", "of_b"), ("of_b", "aside"))
    swap = [move.format(names[to], names[source]) for to, source in steps]
    tamper(session, "PRAGMA foreign_keys = OFF", *swap)
    with pytest.raises(Fault) as refused:
        sign_documents.verify_step(session, office.tools, document_id)
    assert refused.value.code == work_codes.DOCUMENT_EVIDENCE_BROKEN
    assert "Potret data" in str(refused.value.values["what"])


def test_step_signed_with_another_officers_key_is_named(office: Office, matched: Matched) -> None:
    document_id = composed(office, matched)
    session = office.at("budi")
    tamper(
        session, "UPDATE document_step SET public_key = (SELECT public_key FROM officer WHERE login = 'dua')"
    )
    with pytest.raises(UserFault) as refused:
        sign_documents.verify_step(session, office.tools, document_id)
    assert refused.value.code == work_codes.DOCUMENT_EVIDENCE_BROKEN
    assert "kunci" in str(refused.value.values["what"])


def test_content_edited_after_verification_no_longer_counts(office: Office, matched: Matched) -> None:
    document_id = composed(office, matched)
    sign_documents.verify_step(office.at("budi"), office.tools, document_id)
    session = office.at("ratna")
    tamper(session, "UPDATE document SET content = replace(content, 'Semester', 'Triwulan')")
    with pytest.raises(UserFault) as refused:
        sign_documents.approve(session, office.tools, document_id)
    assert refused.value.code == document_codes.DOCUMENT_CONTENT_CHANGED


def test_edited_audit_row_is_located(office: Office, matched: Matched) -> None:
    matched()
    session = office.at("agus")
    tamper(session, "UPDATE audit SET outcome = 'refused' WHERE sequence = 3")
    verdict = watch_audit.verify_audit(session)
    assert not verdict.intact
    assert verdict.broken_at == 3


def test_pdf_with_one_changed_byte_is_named(office: Office, matched: Matched, tmp_path: Path) -> None:
    path = frozen_pdf(office, matched, tmp_path)
    changed = bytearray(path.read_bytes())
    changed[changed.index(b"(Typst ") + 1] ^= 1  # the name of the writing program: the file stays readable
    path.write_bytes(changed)
    session = office.at("sari")
    found = differing(verify_document.verify(office.tools, VerifyRequest(path), session))
    assert {"pages", "kept"} <= found


def test_register_file_with_one_changed_row_is_named(
    office: Office, matched: Matched, tmp_path: Path
) -> None:
    path = frozen_pdf(office, matched, tmp_path)
    other = tmp_path / "lain.csv"
    text = office.files.siasn.read_text(encoding="utf-8-sig")
    other.write_text(text.replace("Badan Keahlian", "Badan Lain", 1), encoding="utf-8-sig", newline="")
    office.leave()
    report = verify_document.verify(office.tools, VerifyRequest(path, [office.files.steward, other]))
    assert "file" in differing(report)
    assert not report.reproduced


def test_edited_decision_is_named(office: Office, matched: Matched) -> None:
    run = matched()
    session = office.at("sari")
    with session.store.reading() as records:
        pair = records.runs.frame(run.id, "pairs").row(0, named=True)
    wish = DecisionWish(pair["row_a"], pair["row_b"], Verdict.DIFFERENT, "KTP diperiksa")
    review_pairs.decide(session, run.id, wish)
    document_id = compose_document.compose(session, ComposeWish(run.id)).id
    session = office.at("budi")
    tamper(session, "UPDATE decision SET verdict = 'same'")
    with pytest.raises(UserFault) as refused:
        sign_documents.verify_step(session, office.tools, document_id)
    assert refused.value.code == work_codes.DOCUMENT_EVIDENCE_BROKEN
    assert "Keputusan telaah" in str(refused.value.values["what"])


def test_store_copy_refuses_an_update_of_the_audit_log(office: Office) -> None:
    store: Any = office.at("agus").store
    connection = store.connections.mine()
    connection.execute("PRAGMA query_only = OFF")
    with pytest.raises((sqlite3.Error, Exception), match="append"):
        connection.execute("UPDATE audit SET outcome = 'x' WHERE sequence = 1")
