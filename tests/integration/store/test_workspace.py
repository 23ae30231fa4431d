import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from padan.adapters.workspace import places
from padan.adapters.workspace.handles import UnlockedWorkspace
from padan.adapters.workspace.workspaces import FolderWorkspaces
from padan.common.clock import FixedClock
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault, Fault, UserFault
from padan.domain.audit import AuditAct
from padan.domain.workspace import LOWEST_COST, NewSecret

OWN = "kata sandi milik budi sendiri"


def code_of(call: Callable[[], object]) -> int:
    with pytest.raises(Fault) as caught:
        call()
    return caught.value.code


def test_make_refuses_weak_passphrase_and_leaves_no_folder(
    workspaces: FolderWorkspaces, tmp_path: Path
) -> None:
    weak = NewSecret("o1", "ani", "pendek")
    assert (
        code_of(lambda: workspaces.make(tmp_path / "w", "dpr", False, weak, LOWEST_COST))
        == codes.PASSPHRASE_WEAK
    )
    assert not (tmp_path / "w").exists()


def test_make_without_first_commit_is_no_workspace_yet_and_can_be_repeated(
    workspaces: FolderWorkspaces, tmp_path: Path, passphrase: str
) -> None:
    secret = NewSecret("o1", "ani", passphrase)
    made = workspaces.make(tmp_path, "dpr", False, secret, LOWEST_COST)
    assert code_of(lambda: workspaces.look(tmp_path)) == codes.NOT_A_WORKSPACE
    made.unlocked.inside.lock.release()  # as a killed process would
    again = workspaces.make(tmp_path, "dpr", False, secret, LOWEST_COST)
    again.unlocked.store.close()
    assert workspaces.look(tmp_path).store_id != made.unlocked.store.store_id
    made.unlocked.store.connections.close()


def test_make_in_a_workspace_is_refused(workspaces: FolderWorkspaces, folder: Path, passphrase: str) -> None:
    secret = NewSecret("o1", "ani", passphrase)
    assert (
        code_of(lambda: workspaces.make(folder, "dpr", False, secret, LOWEST_COST)) == codes.WORKSPACE_EXISTS
    )


def test_make_beside_an_orphaned_store_is_refused(
    workspaces: FolderWorkspaces, folder: Path, passphrase: str
) -> None:
    (folder / places.VAULT).unlink()
    secret = NewSecret("o1", "ani", passphrase)
    assert (
        code_of(lambda: workspaces.make(folder, "dpr", False, secret, LOWEST_COST)) == codes.FOLDER_NOT_EMPTY
    )
    assert code_of(lambda: workspaces.look(folder)) == codes.VAULT_DAMAGED


def test_look_shows_officers_without_a_key(workspaces: FolderWorkspaces, folder: Path) -> None:
    seen = workspaces.look(folder)
    assert (seen.party, seen.training) == ("dpr", False)
    assert [(one.login, one.must_change) for one in seen.officers] == [("ani", False), ("budi", True)]


def test_unlock_ignores_case_of_login_and_shape_of_unicode(
    workspaces: FolderWorkspaces, folder: Path, passphrase: str
) -> None:
    opened = workspaces.unlock(folder, " ANI ", passphrase)
    assert opened.officer_id == "o1"
    assert opened.notices == (codes.PASSPHRASE_ONLY,)
    opened.store.close()


def test_second_program_is_told_who_holds_the_folder(
    workspaces: FolderWorkspaces, folder: Path, unlocked: UnlockedWorkspace, passphrase: str
) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        workspaces.unlock(folder, "ani", passphrase)
    assert caught.value.code == codes.WORKSPACE_IN_USE
    assert caught.value.values["program"] == "uji"
    unlocked.store.close()
    workspaces.unlock(folder, "ani", passphrase).store.close()


def test_wrong_passphrase_damaged_and_newer_vault_are_three_codes(
    workspaces: FolderWorkspaces, folder: Path
) -> None:
    vault = folder / places.VAULT
    sound = vault.read_bytes()
    assert code_of(lambda: workspaces.unlock(folder, "ani", "bukan kata sandinya")) == codes.PASSPHRASE_WRONG
    vault.write_bytes(sound.replace(b'"party": "dpr"', b'"party": "bkn"'))
    assert code_of(lambda: workspaces.look(folder)) == codes.VAULT_DAMAGED
    vault.write_bytes(sound[:-40])
    assert code_of(lambda: workspaces.look(folder)) == codes.VAULT_DAMAGED
    newer = json.loads(sound) | {"version": 2}
    vault.write_bytes(json.dumps(newer).encode())
    assert code_of(lambda: workspaces.look(folder)) == codes.VAULT_NEWER


def test_wrong_attempts_are_slowed_and_kept_until_logged(
    workspaces: FolderWorkspaces, folder: Path, clock: FixedClock, passphrase: str
) -> None:
    for _ in range(3):
        assert code_of(lambda: workspaces.unlock(folder, "ani", "x" * 20)) == codes.PASSPHRASE_WRONG
    assert code_of(lambda: workspaces.unlock(folder, "ani", passphrase)) == codes.PASSPHRASE_WAIT
    clock.advance(timedelta(seconds=3))
    opened = workspaces.unlock(folder, "ani", passphrase)
    assert opened.failed_attempts_before == 3
    assert workspaces.look(folder).failed_attempts == 3
    with opened.store as records:
        records.audit.append(clock.now(), AuditAct("o1", "workspace.unlock", "", "ok", {"failed_before": 3}))
    assert workspaces.look(folder).failed_attempts == 0
    opened.store.close()


def test_one_time_passphrase_must_be_changed_and_then_is_gone(
    workspaces: FolderWorkspaces, folder: Path
) -> None:
    one_time = "sekali pakai lalu diganti segera"
    opened = workspaces.unlock(folder, "budi", one_time)
    key = opened.signer.public_key
    assert opened.must_change
    workspaces.change_passphrase(opened, one_time, OWN)
    opened.store.close()
    assert code_of(lambda: workspaces.unlock(folder, "budi", one_time)) == codes.PASSPHRASE_WRONG
    again = workspaces.unlock(folder, "budi", OWN)
    assert (again.must_change, again.signer.public_key) == (False, key)
    again.store.close()


def test_change_passphrase_needs_the_old_one_and_another_one(
    workspaces: FolderWorkspaces, unlocked: UnlockedWorkspace, passphrase: str
) -> None:
    change = workspaces.change_passphrase
    assert code_of(lambda: change(unlocked, "bukan yang lama sama sekali", OWN)) == codes.PASSPHRASE_WRONG
    assert code_of(lambda: change(unlocked, passphrase, passphrase)) == codes.PASSPHRASE_SAME
    assert code_of(lambda: change(unlocked, passphrase, "aaa")) == codes.PASSPHRASE_WEAK
    unlocked.store.close()


def test_removed_officer_cannot_unlock_and_the_old_data_key_opens_nothing(
    workspaces: FolderWorkspaces, folder: Path, unlocked: UnlockedWorkspace, passphrase: str
) -> None:
    old_vault = (folder / places.VAULT).read_bytes()
    workspaces.remove_officer(unlocked, "o2")
    with unlocked.store.reading() as records:
        assert len(records.audit.entries()) == 1
    unlocked.store.close()
    assert code_of(lambda: workspaces.unlock(folder, "budi", "x" * 20)) == codes.OFFICER_UNKNOWN
    workspaces.unlock(folder, "ani", passphrase).store.close()
    (folder / places.VAULT).write_bytes(old_vault)
    one_time = "sekali pakai lalu diganti segera"
    assert code_of(lambda: workspaces.unlock(folder, "budi", one_time)) == codes.STORE_KEY_MISMATCH


def test_reset_gives_a_forgetful_officer_a_new_entry(
    workspaces: FolderWorkspaces, folder: Path, unlocked: UnlockedWorkspace
) -> None:
    public = workspaces.reset_officer(unlocked, NewSecret("o2", "budi", OWN, must_change=True))
    unlocked.store.close()
    opened = workspaces.unlock(folder, "budi", OWN)
    assert (opened.signer.public_key, opened.must_change) == (public, True)
    opened.store.close()


def test_add_officer_refuses_a_login_that_is_taken(
    workspaces: FolderWorkspaces, unlocked: UnlockedWorkspace
) -> None:
    taken = NewSecret("o3", "Budi", OWN)
    assert code_of(lambda: workspaces.add_officer(unlocked, taken)) == codes.OFFICER_EXISTS
    unlocked.store.close()


def test_recovery_key_opens_and_sets_a_new_passphrase(
    workspaces: FolderWorkspaces, folder: Path, recovery_key: str
) -> None:
    opened = workspaces.unlock_with_recovery(folder, recovery_key.lower(), NewSecret("o1", "ani", OWN))
    opened.store.close()
    again = workspaces.unlock(folder, "ani", OWN)
    assert again.signer.public_key == opened.signer.public_key
    again.store.close()


def test_two_shares_open_where_a_new_recovery_key_was_split(
    workspaces: FolderWorkspaces, folder: Path, unlocked: UnlockedWorkspace, recovery_key: str
) -> None:
    shares = workspaces.new_recovery_key(unlocked, shares=True).splitlines()
    unlocked.store.close()
    new = NewSecret("o1", "ani", OWN)
    recover = workspaces.unlock_with_recovery
    assert code_of(lambda: recover(folder, recovery_key, new)) == codes.RECOVERY_KEY_WRONG
    assert code_of(lambda: recover(folder, shares[0], new)) == codes.RECOVERY_SHARES
    recover(folder, f"{shares[2]}\n{shares[0]}", new).store.close()


def test_planted_officer_key_is_noticed_before_anything_is_sealed_to_it(
    workspaces: FolderWorkspaces, folder: Path, passphrase: str
) -> None:
    from dataclasses import replace

    from padan.adapters.vault import crypto, document

    vault = places.read_vault(folder)
    ani, budi = vault.officers
    planted = replace(budi, box_public=crypto.box_public(b"\x01" * 32))
    places.write_vault(folder, replace(vault, officers=(ani, planted)))
    assert document.decode((folder / places.VAULT).read_bytes()).officers[1] == planted
    assert code_of(lambda: workspaces.unlock(folder, "ani", passphrase)) == codes.VAULT_TAMPERED


def test_expired_passphrase_must_be_changed(folder: Path, clock: FixedClock, passphrase: str) -> None:
    from padan.domain.passphrases import PassphrasePolicy

    strict = FolderWorkspaces(clock, PassphrasePolicy(lifetime_days=90), None, "uji")
    clock.advance(timedelta(days=91))
    opened = strict.unlock(folder, "ani", passphrase)
    assert opened.must_change
    opened.store.close()


def test_unlock_of_a_folder_that_is_none_is_a_user_fault(
    workspaces: FolderWorkspaces, tmp_path: Path
) -> None:
    with pytest.raises(UserFault) as caught:
        workspaces.unlock(tmp_path, "ani", "x")
    assert caught.value.code == codes.NOT_A_WORKSPACE
    assert list(tmp_path.iterdir()) == []
