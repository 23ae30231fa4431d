"""What every repository promises, on the encrypted store and on the one in memory alike."""

import tomllib
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from padan.common.codes import store as codes
from padan.common.errors import Defect, EnvironmentFault
from padan.common.places import resources
from padan.domain.agreement import Addendum, Agreement, parse_agreement
from padan.domain.audit import AuditAct, Checkpoint, genesis, verify_chain
from padan.domain.correction import Correction, CorrectionState
from padan.domain.document import DocumentRecord, FiledPaper, SignedStep
from padan.domain.officer import Officer, Role
from padan.domain.run import Decision, Run, Verdict


@pytest.fixture
def officer(now: datetime) -> Officer:
    roles = frozenset({Role.PETUGAS, Role.ADMIN})
    return Officer("o1", "Ani", "Ani S.", "", "Penata", "Analis", roles, "ab", True, now, "o1")


def test_officer_comes_back_as_it_was_and_by_login_in_any_case(store: Any, officer: Officer) -> None:
    with store as records:
        records.officers.add(officer)
    with store as records:
        records.officers.update(replace(officer, active=False, roles=frozenset({Role.PENGAWAS})))
    with store.reading() as records:
        assert records.officers.by_name(" aNI ") == records.officers.get("o1")
        assert records.officers.all() == [replace(officer, active=False, roles=frozenset({Role.PENGAWAS}))]
        assert records.officers.get("o2") is None


def test_second_officer_of_one_login_is_refused(store: Any, officer: Officer) -> None:
    with store as records:
        records.officers.add(officer)
    with pytest.raises(Defect), store as records:
        records.officers.add(replace(officer, id="o2", login="ANI"))
    with store.reading() as records:
        assert records.officers.all() == [officer]


def test_audit_chains_from_the_store_id_and_verifies(store: Any, now: datetime) -> None:
    with store.reading() as records:
        assert records.audit.checkpoint() == Checkpoint(0, genesis("st-1"))
    with store as records:
        for number in range(4):
            records.audit.append(now, AuditAct("o1", "uji", str(number), "ok", {"n": number, "b": [True]}))
    with store.reading() as records:
        entries = records.audit.entries()
        assert [one.sequence for one in records.audit.entries(after=1, limit=2)] == [2, 3]
        assert records.audit.about("2") == [entries[2]]
        assert records.audit.about("9") == []
        assert records.audit.checkpoint() == Checkpoint(4, entries[-1].hash)
    assert verify_chain("st-1", entries, [Checkpoint(2, entries[1].hash)]).intact


def test_audit_keeps_no_personal_number(store: Any, now: datetime) -> None:
    with store as records:
        entry = records.audit.append(
            now, AuditAct("o1", "a", "197102022006061002", "ok", {"f": "3171020202710001.csv"})
        )
    with store.reading() as records:
        assert records.audit.entries() == [entry]
    assert (entry.subject, entry.details) == ("***", {"f": "***.csv"})


def test_witnesses_are_kept_once(store: Any, now: datetime) -> None:
    with store as records:
        for source in ("ba-2", "ba-1", "ba-2"):
            records.audit.add_witness(Checkpoint(3, "ab" * 32), source, now)
    with store.reading() as records:
        assert [source for _checkpoint, source in records.audit.witnesses()] == ["ba-1", "ba-2"]


def test_unknown_snapshot_or_frame_is_named(matched: Any) -> None:
    with matched.reading() as records:
        for call in (lambda: records.snapshots.load("s9"), lambda: records.runs.frame("r1", "lain")):
            with pytest.raises(EnvironmentFault) as caught:
                call()
            assert caught.value.code == codes.CHUNK_DAMAGED


def test_run_and_frames_come_back(matched: Any, run: Run) -> None:
    with matched.reading() as records:
        assert records.runs.get("r1") == run
        assert records.runs.frame("r1", "pairs").rows() == [(0, 1.5), (2, None)]
        assert records.runs.successor("r1") is None


def test_successor_is_the_newest_run_that_supersedes(matched: Any, run: Run) -> None:
    with matched as records:
        for run_id in ("r2", "r3"):
            empty = {"pairs": pl.DataFrame(schema={"row_a": pl.Int64})}
            records.runs.add(replace(run, id=run_id, supersedes="r1"), empty)
    with matched.reading() as records:
        assert records.runs.successor("r1").id == "r3"
        assert [one.id for one in records.runs.all("dpr-bkn-2023")] == ["r1", "r2", "r3"]
        assert records.runs.frame("r3", "pairs").schema == {"row_a": pl.Int64}


def test_decision_is_undone_once_and_stays_on_record(matched: Any, now: datetime) -> None:
    made = Decision(
        "d1", "dpr-bkn-2023", "r1", 0, 2, "fa", "fb", "dpr", "bkn", Verdict.SAME, "sama", "o1", now
    )
    with matched as records:
        records.decisions.add(made)
        assert records.decisions.standing("dpr-bkn-2023") == [made]
        records.decisions.undo("d1", "o2", now)
        records.decisions.undo("d1", "o3", now + timedelta(days=1))
    with matched.reading() as records:
        assert records.decisions.standing("dpr-bkn-2023") == []
        assert records.decisions.all("dpr-bkn-2023") == [replace(made, undone_at=now, undone_by="o2")]


def test_correction_is_added_in_bulk_and_answered(matched: Any, now: datetime) -> None:
    first = Correction(
        id="c1",
        agreement_id="dpr-bkn-2023",
        run_id="r1",
        proposer="dpr",
        owner="bkn",
        target_row=0,
        target_fingerprint="f",
        source_row=2,
        nip="197102022006061002",
        element="nama",
        old_value="A",
        proposed_value="B",
        basis="SK",
        reason="",
        state=CorrectionState.PROPOSED,
        proposed_by="o1",
        proposed_at=now,
        due=date(2026, 12, 1),
    )
    answered = replace(first, state=CorrectionState.REFUSED, answer_reason="tetap", answered_at=now)
    with matched as records:
        records.corrections.add([first, replace(first, id="c2", due=None)])
        records.corrections.update(answered)
    with matched.reading() as records:
        assert records.corrections.get("c1") == answered
        assert [one.id for one in records.corrections.all("dpr-bkn-2023", "r1")] == ["c1", "c2"]
        assert records.corrections.all("dpr-bkn-2023", "r2") == []


@pytest.fixture
def document(now: datetime) -> DocumentRecord:
    return DocumentRecord(
        "b1", "BA", "dpr-bkn-2023", "r1", 1, "draft", {"judul": "BA", "n": [1]}, "h", now, "o1"
    )


def test_frozen_document_refuses_new_content_but_takes_a_new_state(
    store: Any, document: DocumentRecord
) -> None:
    with store as records:
        records.documents.add(document)
        records.documents.update(replace(document, content={"judul": "BA 2"}, content_hash="h2"))
    frozen = replace(
        document, content={"judul": "BA 2"}, content_hash="h2", state="frozen", frozen={"steps": []}
    )
    with store as records:
        records.documents.update(frozen)
        records.documents.update(replace(frozen, state="archived"))
    with pytest.raises(Defect), store as records:
        records.documents.update(replace(frozen, content={"judul": "lain"}))
    with store.reading() as records:
        assert records.documents.get("b1") == replace(frozen, state="archived")
        assert [one.id for one in records.documents.all()] == ["b1"]


def test_steps_and_papers_stay_in_order(store: Any, document: DocumentRecord, now: datetime) -> None:
    steps = [SignedStep("b1", name, "o1", "ab", now, "h", "cd") for name in ("prepare", "verify", "approve")]
    paper = FiledPaper("b1", "ba.pdf", "application/pdf", "00", now, "o1")
    with store as records:
        records.documents.add(document)
        for step in steps:
            records.documents.add_step(step)
        records.documents.add_paper(paper, b"%PDF")
    with store.reading() as records:
        assert records.documents.steps("b1") == steps
        assert records.documents.papers("b1") == [paper]
        assert records.documents.paper("b1", "ba.pdf") == b"%PDF"
        assert records.documents.paper("b1", "lain") is None


def test_mappings_and_preferences_replace_and_list(store: Any, now: datetime) -> None:
    with store as records:
        records.mappings.put("sig", {"NIP": "nip_baru"}, "o1", now)
        records.mappings.put("sig", {"Nama": "nama"}, "o1", now)
        for key, value in (("a:1", "x"), ("a:2", "y"), ("b", "z"), ("a:1", "w")):
            records.preferences.put(key, value)
        records.preferences.remove("a:2")
    with store.reading() as records:
        assert records.mappings.get("sig") == {"Nama": "nama"}
        assert records.mappings.get("lain") is None
        assert records.preferences.all("a:") == {"a:1": "w"}
        assert records.preferences.get("a:2") is None


def test_failed_unit_leaves_nothing(store: Any) -> None:
    def fail() -> None:
        with store as records:
            records.preferences.put("a", "b")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.reading() as records:
        assert records.preferences.all() == {}


@pytest.fixture
def shipped() -> list[Agreement]:
    files = sorted((resources() / "agreements").glob("*.toml"))
    return [parse_agreement(tomllib.loads(one.read_text(encoding="utf-8"))) for one in files]


def test_shipped_agreements_come_back_as_they_were(store: Any, shipped: list[Agreement]) -> None:
    with store as records:
        for agreement in shipped:
            records.agreements.put(agreement, "shipped")
    with store.reading() as records:
        assert records.agreements.all() == shipped
        assert records.agreements.get("lain") is None


def test_recorded_addendum_survives_a_newer_shipped_text(
    store: Any, shipped: list[Agreement], now: datetime
) -> None:
    addendum = Addendum("01/2026", date(2026, 10, 1), date(2029, 11, 7), "perpanjangan")
    agreement = shipped[0]
    with store as records:
        records.agreements.put(agreement, "shipped")
        records.agreements.add_addendum(agreement.id, addendum, "o1", now)
        records.agreements.put(replace(agreement, version=agreement.version + 1), "shipped")
    with store.reading() as records:
        found = records.agreements.get(agreement.id)
    assert (found.version, found.addenda[-1], found.ends) == (
        agreement.version + 1,
        addendum,
        date(2029, 11, 7),
    )
