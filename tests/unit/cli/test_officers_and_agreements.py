"""init, officer and agreement verbs on a real workspace."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import AGREEMENT, PASSPHRASE, Ready, make, padanctl

from padan.common.codes import store as store_codes
from padan.common.codes import work as work_codes

OTHER = "burung elang terbang tinggi sekali"


def test_init_shows_the_recovery_key_once(tmp_path: Path) -> None:
    made = make(tmp_path / "ruang")
    assert made["workspace"] == {"folder": str(tmp_path / "ruang"), "party": "dpr", "training": True}
    assert made["agreements"] == [AGREEMENT]
    assert made["officer"]["roles"] == ["admin", "petugas"]
    assert len(made["recovery_key"]) > 30


def test_init_names_its_first_officer_after_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PADAN_OFFICER", "dewi")
    words = ("init", "--party", "dpr", "--training", "--key-memory-mib", "64", "--dry-run")
    reply = padanctl("--json", "--workspace", str(tmp_path / "ruang"), *words)
    assert reply.json["officer"]["login"] == "dewi"


def test_init_in_a_workspace_is_refused(ready: Ready) -> None:
    reply = ready.ask("init", "--party", "dpr")
    assert (reply.status, reply.code) == (3, store_codes.WORKSPACE_EXISTS)


def test_init_with_a_weak_passphrase_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_PASSPHRASE", "pendek")
    folder = tmp_path / "ruang"
    reply = padanctl("--json", "--workspace", str(folder), "init", "--party", "bkn", "--training")
    assert (reply.status, reply.code) == (3, store_codes.PASSPHRASE_WEAK)
    assert not folder.exists() or not any(folder.iterdir())


def test_init_dry_run_makes_nothing(tmp_path: Path) -> None:
    reply = padanctl("--json", "--workspace", str(tmp_path / "x"), "init", "--party", "bkn", "--dry-run")
    assert (reply.status, reply.json["dry_run"]) == (0, True)
    assert not (tmp_path / "x").exists()


def test_added_officer_must_change_the_passphrase_before_working(
    ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PADAN_NEW_PASSPHRASE", OTHER)
    ready.done("officer", "add", "joko", "--role", "petugas")
    monkeypatch.setenv("PADAN_PASSPHRASE", OTHER)
    assert ready.ask("run", "findings", ready.run, officer="joko").code == store_codes.PASSPHRASE_MUST_CHANGE
    monkeypatch.setenv("PADAN_NEW_PASSPHRASE", PASSPHRASE + " lagi")
    ready.done("officer", "passwd", officer="joko")
    monkeypatch.setenv("PADAN_PASSPHRASE", PASSPHRASE + " lagi")
    ready.done("run", "findings", ready.run, officer="joko")


def test_officer_twice_is_refused(ready: Ready) -> None:
    assert ready.ask("officer", "add", "budi").code == store_codes.OFFICER_EXISTS


def test_officer_edit_keeps_what_is_not_named(ready: Ready) -> None:
    changed = ready.done("officer", "edit", "budi", "--pangkat", "Pembina (IV/a)")["officer"]
    assert (changed["pangkat"], changed["name"], changed["roles"]) == (
        "Pembina (IV/a)",
        "budi",
        ["verifikator"],
    )


def test_officer_edit_of_nobody_is_refused(ready: Ready) -> None:
    assert ready.ask("officer", "edit", "joko", "--nip", "1").code == store_codes.OFFICER_UNKNOWN


def test_removed_officer_is_listed_inactive_and_locked_out(ready: Ready) -> None:
    ready.done("officer", "remove", "budi")
    found = {one["login"]: one["active"] for one in ready.done("officer", "list")["officers"]}
    assert found == {"sari": True, "budi": False, "ratna": True, "agus": True}
    assert ready.ask("officer", "list", officer="budi").status == 3


def test_officer_verbs_are_the_admins(ready: Ready) -> None:
    reply = ready.ask("officer", "add", "joko", officer="budi")
    assert (reply.status, reply.code) == (3, store_codes.NOT_ALLOWED)


def test_forgotten_passphrase_is_replaced_by_the_recovery_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = make(tmp_path / "ruang")["recovery_key"]
    where = ("--workspace", str(tmp_path / "ruang"), "--officer", "sari", "--json")
    monkeypatch.setenv("PADAN_RECOVERY_KEY", key)
    monkeypatch.setenv("PADAN_NEW_PASSPHRASE", OTHER)
    reply = padanctl(*where, "officer", "passwd", "--recover")
    assert (reply.status, reply.json["recovered"]) == (0, True)
    monkeypatch.setenv("PADAN_PASSPHRASE", OTHER)
    assert padanctl(*where, "officer", "list").status == 0


def test_reset_officer_gets_a_one_time_passphrase_and_a_new_key(
    ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {one["login"]: one["public_key"] for one in ready.done("officer", "list")["officers"]}
    monkeypatch.setenv("PADAN_NEW_PASSPHRASE", OTHER)
    changed = ready.done("officer", "reset", "budi")["officer"]
    assert changed["public_key"] != before["budi"]
    monkeypatch.setenv("PADAN_PASSPHRASE", OTHER)
    assert ready.ask("run", "findings", ready.run, officer="budi").code == store_codes.PASSPHRASE_MUST_CHANGE


def test_wrong_recovery_key_is_refused(ready: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_RECOVERY_KEY", "AAAAA-BBBBB")
    assert ready.ask("officer", "passwd", "--recover").status == 3


def test_agreement_state_follows_the_day(template: Ready) -> None:
    found = template.done("agreement", "show", AGREEMENT, "--on", "2024-01-01")["agreement"]
    assert (found["state"], found["ends"]) == ("in_force", "2099-12-31")
    found = template.done("agreement", "show", AGREEMENT, "--on", "01-01-2100")["agreement"]
    assert (found["state"], found["days_left"]) == ("ended", -1)


def test_agreement_unknown(template: Ready) -> None:
    assert template.ask("agreement", "show", "x").code == work_codes.AGREEMENT_NOT_FOUND


def test_addendum_must_move_the_end(ready: Ready) -> None:
    words = ("--number", "A", "--signed", "2026-01-01", "--new-end", "2026-12-31")
    assert ready.ask("agreement", "extend", AGREEMENT, *words).code == work_codes.ADDENDUM_DOES_NOT_EXTEND


def test_override_is_the_officials(ready: Ready) -> None:
    words = ("agreement", "override", AGREEMENT, "--purpose", "matching", "--reason", "menunggu")
    assert ready.ask(*words).code == store_codes.NOT_ALLOWED
    given = ready.done(*words, officer="ratna")["override"]
    assert given["purposes"] == ["matching"]
    shown = ready.done("agreement", "show", AGREEMENT)["agreement"]
    assert [one["id"] for one in shown["overrides"]] == [given["id"]]


def test_override_without_a_reason_is_refused(ready: Ready) -> None:
    words = ("agreement", "override", AGREEMENT, "--purpose", "document")
    assert ready.ask(*words, officer="ratna").code == work_codes.OVERRIDE_NEEDS_REASON
