"""A register arriving in parts: the same snapshot, nothing left when cut off, space back when dropped."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.integration.services.conftest import AGREEMENT, Office

from padan.adapters.tables import delimited
from padan.common.codes import work as codes
from padan.common.errors import Cancelled, UserFault
from padan.common.progress import Cancel
from padan.domain.intake import ReadLimits, ReadOptions
from padan.domain.run import Run
from padan.matching.digests import table_digest
from padan.matching.lookup import rows_matching
from padan.services import browse_data, drop_data, matching_core, receive_data, watch_audit
from padan.services.receive_data import ReceiveRequest, receive
from padan.services.run_matching import MatchRequest, match

ROWS = 9_000
HEADER = "nip_baru|nik|nama|tanggal_lahir|jenis_kelamin|unor_id|unor_nama"


def line(number: int) -> str:
    return (
        f"19710302199603{number:04d}|327301{number:010d}|ORANG KE{number % 97} NO{number}, S.E.|1971-03-02|M"
        f"|U{number % 7}|UNIT {number % 7}"
    )


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "besar.csv"
    path.write_text("\n".join([HEADER, *map(line, range(ROWS))]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take small files in parts too."""
    options = receive_data.ReadOptions

    def limited(**given: Any) -> ReadOptions:
        return replace(options(**given), limits=ReadLimits(whole_bytes=0))

    monkeypatch.setattr(receive_data, "ReadOptions", limited)
    monkeypatch.setattr(delimited, "_BATCH_BYTES", 1)
    monkeypatch.setattr("padan.adapters.tables.source.BLOCK_BYTES", 65_536)
    monkeypatch.setattr("padan.adapters.store.chunks.CHUNK_ROWS", 1_000)


def test_parts_make_the_snapshot_that_the_whole_file_makes(
    office: Office, large: Path, request: pytest.FixtureRequest
) -> None:
    session = office.at("sari")
    whole = receive(session, office.tools, ReceiveRequest(large, AGREEMENT, "SIASN")).snapshot
    request.getfixturevalue("in_parts")
    parts = receive(session, office.tools, ReceiveRequest(large, AGREEMENT, "SIASN")).snapshot
    assert parts.content_digest == whole.content_digest
    assert parts.file_sha256 == whole.file_sha256
    with session.store.reading() as records:
        table = records.snapshots.load(parts.id)
        assert table.equals(records.snapshots.load(whole.id))
        assert table_digest(table) == parts.content_digest
        assert records.snapshots.find_nip(parts.id, "3273010000000042") == [42]


@pytest.mark.usefixtures("in_parts")
def test_run_from_kept_keys_is_the_run_of_the_tables(office: Office, large: Path) -> None:
    session = office.at("sari")
    steward = next(one for one in browse_data.snapshots(session) if one.party == "dpr")
    siasn = receive(session, office.tools, ReceiveRequest(office.files.siasn, AGREEMENT, "SIASN")).snapshot
    run = match(session, office.tools, MatchRequest(steward.id, siasn.id))
    with session.store.reading() as records:
        assert matching_core.register_of(records, siasn).keys is not None
        tables = [records.snapshots.load(one.id) for one in (steward, siasn)]
    plain = matching_core.compute(*tables, office.tools.shipped.rules(), None, lambda *_: None, Cancel())
    assert plain.digests["result"] == run.result_digest
    assert (plain.digests["a"], plain.digests["b"]) == (run.digest_a, run.digest_b)
    assert plain.model == run.model


@pytest.mark.usefixtures("in_parts")
@pytest.mark.parametrize("stage", ["read", "digest"])
def test_cancel_during_an_arrival_leaves_nothing(office: Office, large: Path, stage: str) -> None:
    session = office.at("sari")
    before = browse_data.snapshots(session)
    cancel = Cancel()

    def stop(name: str, done: int, total: int) -> None:
        if name == stage and done:
            cancel.request()

    with pytest.raises(Cancelled):
        receive(session, office.tools, ReceiveRequest(large, AGREEMENT, "SIASN"), stop, cancel)
    assert browse_data.snapshots(session) == before
    assert list(office.tools.workspaces.check(session.unlocked)) == []


@pytest.mark.usefixtures("in_parts")
def test_dropped_snapshot_gives_its_space_back_and_stays_in_the_log(office: Office, large: Path) -> None:
    session = office.at("sari")
    path = next(office.folder.rglob("store.db"))
    session.store.release_space()
    before = path.stat().st_size
    made = receive(session, office.tools, ReceiveRequest(large, AGREEMENT, "SIASN")).snapshot
    dropped = drop_data.drop(session, made.id, "berkas keliru")
    assert dropped.rows == ROWS
    with pytest.raises(UserFault):
        browse_data.snapshot(session, made.id)
    assert path.stat().st_size <= before + 5 * 16_384
    entry = next(one for one in watch_audit.audit_entries(office.at("agus")) if one.action == "data.drop")
    assert entry.details["content"] == made.content_digest
    assert entry.details["reason"] == "berkas keliru"
    assert list(office.tools.workspaces.check(office.at("sari").unlocked)) == []


def test_snapshot_under_a_run_stays(office: Office, matched: Callable[[], Run]) -> None:
    run = matched()
    session = office.at("sari")
    for reason, code in (("", codes.DROP_NEEDS_REASON), ("keliru", codes.SNAPSHOT_IN_USE)):
        with pytest.raises(UserFault) as refused:
            drop_data.drop(session, run.snapshot_a, reason)
        assert refused.value.code == code
    with pytest.raises(UserFault) as unknown:
        drop_data.drop(session, "tidak-ada", "keliru")
    assert unknown.value.code == codes.SNAPSHOT_NOT_FOUND
    assert browse_data.snapshot(session, run.snapshot_a).rows


def test_keys_of_an_older_store_are_parsed_again(office: Office, matched: Callable[[], Run]) -> None:
    """A snapshot without kept keys gives the same run."""
    run = matched()
    session = office.at("sari")
    with session.store.reading() as records:
        a, b = matching_core.snapshots_of(records, run)
        bare = [replace(matching_core.register_of(records, one), keys=None) for one in (a, b)]
        rules = matching_core.rules_of(records, run)
        again = matching_core.compute(*bare, rules, None, lambda *_: None, Cancel())
    assert again.digests["result"] == run.result_digest
    assert isinstance(again.pairs, pl.DataFrame)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("orang ke11 no108", 108),
        ("NO8999", 8999),
        ("3273010000000042", 42),
        ("19710302199603 0007", 7),
        ("SIAPA", None),
        ("9999999999999999", None),
    ],
)
def test_person_is_found_by_number_and_by_parts_of_the_name_without_looking_through(
    office: Office, large: Path, text: str, row: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = office.at("sari")
    made = receive(session, office.tools, ReceiveRequest(large, AGREEMENT, "SIASN")).snapshot

    def never(*_given: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr("padan.matching.lookup.rows_matching", never)
        found = browse_data.find_person(session, made.id, text)
    assert [one.row for one in found] == ([] if row is None else [row])
    with session.store.reading() as records:
        table = records.snapshots.load(made.id)
    assert rows_matching(table, text, 50) == [one.row for one in found]
