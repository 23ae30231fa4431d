"""Whoever changes something underneath a document is found out, and what was changed is named."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from padan.common.codes import documents as document_codes
from padan.common.codes import work as work_codes
from padan.common.errors import Fault, UserFault
from padan.domain.disclosure import DisclosureNote
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
from padan.services.ports.documents import DocumentMaker, RenderedFile
from padan.services.print_documents import AnnexWish
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


def test_kept_copy_edited_in_the_store_is_not_handed_out(
    office: Office, matched: Matched, tmp_path: Path
) -> None:
    frozen_pdf(office, matched, tmp_path)
    session = office.at("sari")
    (document,) = compose_document.documents(session)
    tamper(session, "UPDATE document_paper SET content = CAST(content || x'0A' AS BLOB)")
    with pytest.raises(UserFault) as refused:
        print_documents.pdf(session, office.tools, document.id)
    assert refused.value.code == work_codes.DOCUMENT_EVIDENCE_BROKEN
    assert "rangkap ke-1" in str(refused.value.values["what"])


def test_frozen_part_changed_and_printed_anew_breaks_the_seal(
    office: Office, matched: Matched, tmp_path: Path
) -> None:
    """Somebody with the program and the record, but no officer's key, backdates the freezing."""
    frozen_pdf(office, matched, tmp_path)
    (document,) = compose_document.documents(office.at("sari"))
    assert document.frozen is not None
    for changes in ({"frozen_at": "2026-10-01T00:00:00Z"}, {"annex_pages": 99}, {"checkpoint_size": 1}):
        forged = {**document.frozen, **changes}
        made = office.tools.documents.body(document.content, forged, copy=1, copies=2)
        path = tmp_path / made.name
        path.write_bytes(made.content)
        report = verify_document.verify(office.tools, VerifyRequest(path))
        assert differing(report) == {"seal"}
    unsealed = {name: value for name, value in document.frozen.items() if name not in ("seal", "template")}
    made = office.tools.documents.body(document.content, unsealed, copy=1, copies=2)
    path.write_bytes(made.content)
    assert differing(verify_document.verify(office.tools, VerifyRequest(path))) == {"seal"}


def test_swapped_annex_is_named_and_not_printed(office: Office, matched: Matched, tmp_path: Path) -> None:
    frozen_pdf(office, matched, tmp_path)
    session = office.at("sari")
    (document,) = compose_document.documents(session)
    other = json.dumps(document.content["annexes"]).replace('"I"', '"x"').replace('"II"', '"I"')
    content = json.dumps({**document.content, "annexes": json.loads(other.replace('"x"', '"II"'))})
    tamper(session, f"UPDATE document SET content = '{content}'")
    wish = AnnexWish(DisclosureNote("BKN", "perbaikan data", "exchange"))
    with pytest.raises(UserFault) as refused:
        print_documents.annexes(session, office.tools, document.id, wish)
    assert refused.value.code == work_codes.DOCUMENT_EVIDENCE_BROKEN
    assert "Lampiran I " in str(refused.value.values["what"])


def test_annex_is_recognised_and_a_changed_one_is_not(
    office: Office, matched: Matched, tmp_path: Path
) -> None:
    frozen_pdf(office, matched, tmp_path)
    session = office.at("sari")
    (document,) = compose_document.documents(session)
    wish = AnnexWish(DisclosureNote("BKN", "perbaikan data", "exchange"))
    made = print_documents.annexes(session, office.tools, document.id, wish)
    path = tmp_path / "lampiran-yang-mana.pdf"
    for one in made:
        path.write_bytes(one.content)
        report = verify_document.verify(office.tools, VerifyRequest(path), session)
        assert (report.document_id, report.holds) == (document.id, True)
        assert one.name in report.checks[0].detail
    path.write_bytes(made[0].content + b"%")
    assert differing(verify_document.verify(office.tools, VerifyRequest(path), session)) == {"annex"}
    with pytest.raises(UserFault) as refused:
        verify_document.verify(office.tools, VerifyRequest(path))
    assert refused.value.code == document_codes.ANNEX_NEEDS_WORKSPACE


def test_document_of_another_template_is_said_to_be_so(
    office: Office, matched: Matched, tmp_path: Path
) -> None:
    path = frozen_pdf(office, matched, tmp_path)
    updated = replace(office.tools, documents=Updated(office.tools.documents))
    report = verify_document.verify(updated, VerifyRequest(path))
    (pages,) = [one for one in report.checks if one.code == "pages"]
    assert (pages.state, report.holds) == (CheckState.NOT_CHECKED, True)
    assert "templat" in pages.detail
    assert "9-new" in pages.detail
    again = verify_document.verify(updated, VerifyRequest(path), office.at("sari"))
    assert "kept" in {one.code for one in again.checks if one.state is CheckState.OK}
    (document,) = compose_document.documents(office.at("sari"))
    handed = print_documents.pdf(office.at("sari"), updated, document.id)
    assert handed.content == path.read_bytes()


class Updated:
    """The document maker of a later version of the program, with other templates."""

    def __init__(self, inner: DocumentMaker) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def body(self, content: dict[str, object], *rest: Any, **more: Any) -> RenderedFile:
        return self._inner.body({**content, "place": "Bandung"}, *rest, **more)

    def edition(self) -> str:
        return "9-new"

    def prints_alike(self, named: str) -> bool:
        return named == "9-new"


def test_store_copy_refuses_an_update_of_the_audit_log(office: Office) -> None:
    store: Any = office.at("agus").store
    connection = store.connections.mine()
    connection.execute("PRAGMA query_only = OFF")
    with pytest.raises((sqlite3.Error, Exception), match="append"):
        connection.execute("UPDATE audit SET outcome = 'x' WHERE sequence = 1")
