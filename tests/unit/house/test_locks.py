"""Locks fit what they were made from, carry hashes, and name no address."""

import re
from pathlib import Path

import pytest

import locks
from places import LOCKS

NAMED = re.compile(r"^[A-Za-z0-9][\w.-]*==", re.MULTILINE)


def test_locks_fit_the_project() -> None:
    assert locks.stale_locks() == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str) -> None:
    pieces = NAMED.split(LOCKS[lock].read_text(encoding="utf-8"))[1:]
    assert [piece.split()[0] for piece in pieces if "--hash=sha256:" not in piece] == []


def test_runtime_lock_is_part_of_the_whole() -> None:
    runtime, dev = (
        set(re.findall(r"^[\w.-]+==\S+", LOCKS[one].read_text(), re.MULTILINE)) for one in ("runtime", "dev")
    )
    assert runtime <= dev


@pytest.mark.parametrize("first", ["", "# made from something else\n"])
def test_lock_of_other_inputs_is_stale(first: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / "runtime.txt"
    planted.write_text(first + "click==8\n", encoding="utf-8")
    monkeypatch.setattr(locks, "LOCKS", {"runtime": planted})
    assert locks.stale_locks() == ["runtime.txt"]


def test_lock_with_an_address_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / "dev.txt"
    planted.write_text(
        locks.first_line("dev") + "--index-url https://example.invalid/simple\n", encoding="utf-8"
    )
    monkeypatch.setattr(locks, "LOCKS", {"dev": planted})
    assert locks.stale_locks() == ["dev.txt"]
