"""audit, backup, restore, check and rekey verbs; what is broken ends with the environment's status."""

from pathlib import Path

import pytest
from tests.unit.cli.conftest import PASSPHRASE, Ready, make, padanctl

from padan.common.codes import cli as codes
from padan.common.codes import store as store_codes
from padan.domain.audit import AuditVerdict, Breach, Checkpoint

OTHER = "burung elang terbang tinggi sekali"


def test_audit_is_intact_and_shown_in_pages(ready: Ready) -> None:
    verdict = ready.done("audit", "verify")
    assert (verdict["intact"], verdict["breach"]) == (True, None)
    page = ready.done("audit", "show", "--after", "2", "--limit", "3")["entries"]
    assert [one["sequence"] for one in page] == [3, 4, 5]


def test_broken_audit_ends_with_the_environments_status(
    ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = AuditVerdict(Checkpoint(3, "0" * 64), 4, Breach.HASH)
    monkeypatch.setattr("padan.services.watch_audit.verify_chain", lambda *_: broken)
    reply = ready.ask("audit", "verify")
    assert (reply.status, reply.code) == (4, codes.AUDIT_BROKEN)
    assert (reply.json["intact"], reply.json["broken_at"]) == (False, 4)


def test_audit_log_holds_no_personal_number(ready: Ready) -> None:
    ready.done("snapshot", "find", ready.a, "198001012005011001")
    assert "198001012005011001" not in ready.ask("audit", "show", "--limit", "1000").out


def test_audit_is_not_the_officers(ready: Ready) -> None:
    assert ready.ask("audit", "show", officer="budi").code == store_codes.NOT_ALLOWED


def test_backup_is_restored_elsewhere_with_the_recovery_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(tmp_path / "ruang")
    here = ("--workspace", str(tmp_path / "ruang"), "--officer", "sari", "--json")
    file, there = tmp_path / "simpan.padanbackup", tmp_path / "pulih"
    saved = padanctl(*here, "backup", str(file))
    assert (saved.status, saved.json["bytes"]) == (0, file.stat().st_size)
    (tmp_path / "kunci.txt").write_text(made["recovery_key"] + "\n", encoding="utf-8")
    monkeypatch.setenv("PADAN_NEW_PASSPHRASE", OTHER)
    words = ("restore", str(file), "--to", str(there), "--recovery-key-file", str(tmp_path / "kunci.txt"))
    restored = padanctl("--json", "--officer", "sari", *words)
    assert (restored.status, restored.json["recovered"]) == (0, "sari")
    monkeypatch.setenv("PADAN_PASSPHRASE", OTHER)
    checked = padanctl("--json", "--workspace", str(there), "audit", "verify")
    assert (checked.status, checked.json["intact"]) == (0, True)


def test_restored_workspace_opens_with_the_passphrase(ready: Ready, tmp_path: Path) -> None:
    ready.done("backup", str(tmp_path / "b"))
    restored = padanctl("--json", "restore", str(tmp_path / "b"), "--to", str(tmp_path / "pulih"))
    assert restored.json["officers"] == ["sari", "budi", "ratna", "agus"]
    there = Ready(tmp_path / "pulih", ready.a, ready.b, ready.run)
    assert there.done("run", "show", ready.run)["run"]["id"] == ready.run


def test_backup_never_overwrites(ready: Ready, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"lain")
    reply = ready.ask("backup", str(tmp_path / "b"))
    assert (reply.status, reply.code) == (3, store_codes.BACKUP_TARGET_EXISTS)


def test_restore_into_a_full_folder_is_refused(ready: Ready, tmp_path: Path) -> None:
    ready.done("backup", str(tmp_path / "b"))
    reply = padanctl("--json", "restore", str(tmp_path / "b"), "--to", str(ready.folder))
    assert (reply.status, reply.code) == (3, store_codes.FOLDER_NOT_EMPTY)


def test_restore_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"bukan cadangan")
    reply = padanctl("--json", "restore", str(tmp_path / "b"), "--to", str(tmp_path / "pulih"))
    assert (reply.status, reply.code) == (3, store_codes.NOT_A_BACKUP)


def test_restore_of_nothing_is_refused(tmp_path: Path) -> None:
    reply = padanctl("--json", "restore", str(tmp_path / "x"), "--to", str(tmp_path / "pulih"))
    assert (reply.status, reply.code) == (3, codes.INPUT_FILE_MISSING)


def test_check_and_rekey_keep_everything_readable(ready: Ready) -> None:
    assert ready.done("check") == {"intact": True, "damage": []}
    ready.done("rekey")
    assert ready.done("check")["intact"] is True
    assert ready.done("run", "findings", ready.run, officer="budi")["total"] == 2


def test_replaced_recovery_key_opens_by_two_of_three_shares(
    ready: Ready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = ready.done("rekey", "--recovery-key", "--shares")["recovery_key"]
    assert len(shares) == 3
    monkeypatch.setenv("PADAN_RECOVERY_KEY", "\n".join(shares[1:]))
    monkeypatch.setenv("PADAN_NEW_PASSPHRASE", OTHER)
    ready.done("officer", "passwd", "--recover", officer="budi")
    monkeypatch.setenv("PADAN_PASSPHRASE", OTHER)
    assert ready.done("audit", "verify", officer="budi")["intact"] is True


def test_damage_ends_with_the_environments_status(ready: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "padan.adapters.workspace.workspaces.FolderWorkspaces.check", lambda self, unlocked: ["halaman 7"]
    )
    reply = ready.ask("check")
    assert (reply.status, reply.code) == (4, codes.STORE_HAS_DAMAGE)
    assert reply.json["damage"] == ["halaman 7"]


def test_damaged_vault_is_the_environment(ready: Ready) -> None:
    (ready.folder / "vault.json").write_text("{", encoding="utf-8")
    assert (ready.ask("check").status, ready.ask("check").code) == (4, store_codes.VAULT_DAMAGED)


def test_passphrase_never_shows(ready: Ready) -> None:
    reply = ready.ask("audit", "show", "--limit", "1000")
    assert PASSPHRASE not in reply.out + reply.err
