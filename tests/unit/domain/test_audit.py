from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.domain.audit import (
    RESTORED_ACTION,
    AuditAct,
    AuditEntry,
    Breach,
    Checkpoint,
    genesis,
    next_entry,
    verify_chain,
)

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def log_of(size: int, store_id: str = "st") -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    last = Checkpoint(0, genesis(store_id))
    for number in range(size):
        act = AuditAct("o1", "data.receive", f"s{number}", "ok", {"rows": number})
        entries.append(next_entry(last, START + timedelta(seconds=number), act))
        last = Checkpoint(entries[-1].sequence, entries[-1].hash)
    return entries


def test_hash_of_the_first_entry_is_fixed_for_ever() -> None:
    first = log_of(1)[0]
    assert first.previous == "24bcdbbb2b107f06cf66e178180b34c83d623bb19b47da5899c1c60ceaf5270c"
    assert first.hash == "a1378c7aee84f43c42d01dd6ae3c6293f562c2a9384a7e9ac42ebe9649376962"


def test_untouched_log_is_intact_and_ends_in_its_checkpoint() -> None:
    entries = log_of(5)
    verdict = verify_chain("st", entries, [Checkpoint(0, genesis("st")), Checkpoint(3, entries[2].hash)])
    assert verdict.intact
    assert verdict.checkpoint == Checkpoint(5, entries[4].hash)


@given(st.integers(0, 9), st.sampled_from(["officer_id", "action", "subject", "outcome", "hash", "previous"]))
def test_any_changed_text_is_found_where_it_is(at: int, name: str) -> None:
    entries = log_of(10)
    entries[at] = replace(entries[at], **{name: "0" * 64})
    assert verify_chain("st", entries).broken_at == at + 1


@given(st.integers(0, 9))
def test_changed_details_or_time_are_found(at: int) -> None:
    for change in ({"details": {"rows": 99}}, {"at": START - timedelta(days=1)}):
        entries = log_of(10)
        entries[at] = replace(entries[at], **change)
        assert (verify_chain("st", entries).broken_at, verify_chain("st", entries).breach) == (
            at + 1,
            Breach.HASH,
        )


@given(st.integers(0, 8), st.integers(0, 8))
def test_removed_or_exchanged_entries_are_found(left: int, right: int) -> None:
    removed = log_of(10)
    del removed[left]
    assert verify_chain("st", removed).broken_at == left + 1
    swapped = log_of(10)
    swapped[left], swapped[right] = swapped[right], swapped[left]
    assert verify_chain("st", swapped).intact is (left == right)


def test_log_of_another_store_does_not_fit() -> None:
    assert verify_chain("other", log_of(2)).breach is Breach.LINK


def test_rewritten_and_cut_logs_disagree_with_a_witness() -> None:
    witness = Checkpoint(4, log_of(4)[3].hash)
    forged = log_of(3)
    act = AuditAct("o1", "data.receive", "lain", "ok", {})
    forged.append(next_entry(Checkpoint(3, forged[2].hash), START, act))
    assert verify_chain("st", forged).intact
    assert verify_chain("st", forged, [witness]).breach is Breach.WITNESS_REWRITTEN
    assert verify_chain("st", log_of(2), [witness]).breach is Breach.WITNESS_CUT


def test_restored_log_goes_on_under_the_new_id() -> None:
    entries = log_of(2)
    for old, new in (("st", "st2"), ("st2", "st3")):
        act = AuditAct("o1", RESTORED_ACTION, new, "ok", {"old_store_id": old, "new_store_id": new})
        entries.append(next_entry(Checkpoint(len(entries), entries[-1].hash), START, act))
    assert verify_chain("st3", entries).intact
    assert not verify_chain("lain", entries).intact


@pytest.mark.parametrize(
    "text", ["", "5", "5:zz", "-1:" + "0" * 64, "05:" + "0" * 64, "5:" + "0" * 63, "5:" + "A" * 64]
)
def test_malformed_checkpoint_is_none(text: str) -> None:
    assert Checkpoint.parse(text) is None


@given(st.integers(0, 10**15))
def test_checkpoint_reads_back(size: int) -> None:
    checkpoint = Checkpoint(size, "ab" * 32)
    assert Checkpoint.parse(str(checkpoint)) == checkpoint


def test_digests_and_ids_are_not_blotted_out() -> None:
    details: dict[str, object] = {
        "sha256": "1234567890123456" * 4,
        "id": "01m83a1ddmv9r5419sfzk1vgct",
        "n": [1, "130000001"],
    }
    entry = next_entry(Checkpoint(0, genesis("st")), START, AuditAct("o1", "a", "s", "ok", details))
    assert entry.details == {**details, "n": [1, "***"]}
