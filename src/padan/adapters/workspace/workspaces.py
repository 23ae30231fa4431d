"""The port `Workspaces`: making, unlocking and keeping a workspace folder; every change of the vault is one
replace.

The folder's lock is held from `make` or `unlock` until the store closes, so two programs never write to one
vault.
"""

from collections.abc import Sequence
from pathlib import Path

from padan.adapters.files.atomic import remove_parts
from padan.adapters.files.faults import os_faults
from padan.adapters.files.lock import FolderLock
from padan.adapters.store.store import Store
from padan.adapters.vault import crypto, document, recovery_key
from padan.adapters.vault import keys as vault_keys
from padan.adapters.vault.keys import Wrapping
from padan.adapters.workspace import attempts, backup, integrity, opening, places, rotation, salvage
from padan.adapters.workspace.entries import (
    DeviceSecretSource,
    OfficerEntries,
    keep,
    recovered,
    usual_cost,
)
from padan.adapters.workspace.handles import Inside, MadeWorkspace, UnlockedWorkspace, own
from padan.adapters.workspace.passphrase_rules import refuse_weak
from padan.common.clock import Clock, utc_text
from padan.common.codes import store as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.common.progress import Cancel, Progress
from padan.domain.passphrases import PassphrasePolicy
from padan.domain.workspace import BackupMade, KeyCost, NewSecret, VaultOfficer, VaultOverview


class FolderWorkspaces:
    """`devices` None means: never use a keyring. `program` is shown to whoever finds the folder locked."""

    def __init__(
        self, clock: Clock, policy: PassphrasePolicy, devices: DeviceSecretSource | None, program: str
    ) -> None:
        self._clock = clock
        self._entries = OfficerEntries(clock, policy, devices)
        self._program = program

    def look(self, folder: Path) -> VaultOverview:
        """Return what a locked workspace shows. UserFault NOT_A_WORKSPACE, EnvironmentFault VAULT_*."""
        vault = places.read_vault(folder)
        officers = [
            VaultOfficer(one.officer_id, one.login, one.must_change, one.device is not None)
            for one in vault.officers
        ]
        count = attempts.read(folder).count
        return VaultOverview(vault.store_id, vault.party, vault.training, officers, count)

    def make(
        self, folder: Path, party: str, training: bool, first: NewSecret, cost: KeyCost | None
    ) -> MadeWorkspace:
        """Make a workspace; it becomes one when the first unit of work commits, or at a clean close."""
        refuse_weak(first.passphrase, first.login, self._entries.policy)
        with os_faults(folder):
            folder.mkdir(parents=True, exist_ok=True)
        lock = FolderLock(folder, self._program)
        try:
            now = self._clock.now()
            identity = vault_keys.Identity(new_id(now), new_id(now), party, training)
            device = self._entries.device(identity.vault_id, training)
            wrapping = Wrapping(cost or crypto.calibrate(), device.secret, utc_text(now))
            vault, data, officer, text = vault_keys.create(identity, first, wrapping)
            places.begin_making(folder, vault)
            store = opening.new_store(folder, vault, data.current)
        except BaseException:
            lock.release()
            raise
        store.after_next_commit(lambda: places.finish_making(folder))
        inside = Inside(folder, lock, vault, data, officer)
        return MadeWorkspace(_handle(store, inside, False, 0, device.notices), text)

    def unlock(self, folder: Path, login: str, passphrase: str) -> UnlockedWorkspace:
        """Unlock for one officer. UserFault PASSPHRASE_WRONG, PASSPHRASE_WAIT, OFFICER_UNKNOWN;
        EnvironmentFault else.
        """
        places.read_vault(folder)
        lock = FolderLock(folder, self._program)
        try:
            remove_parts(folder)
            vault = places.read_vault(folder)
            entry = vault_keys.find(vault, login)
            wrong = attempts.read(folder)
            officer = self._entries.open(folder, vault, entry, passphrase)
            data = vault_keys.data_keys_of(vault, entry, officer)
            must_change = self._entries.must_change(entry)
            notices = () if entry.device or vault.training or must_change else (codes.PASSPHRASE_ONLY,)
            opened = opening.open_store(folder, vault, data, entry.officer_id, self._clock)
        except BaseException:
            lock.release()
            raise
        inside = Inside(folder, lock, opened.vault, opened.data, officer)
        return _handle(opened.store, inside, must_change, wrong.count, notices)

    def unlock_with_recovery(self, folder: Path, recovery_key: str, new: NewSecret) -> UnlockedWorkspace:
        """Open with the recovery key (or two shares, one a line) and give `new` a new entry and signing
        key.
        """
        refuse_weak(new.passphrase, new.login, self._entries.policy)
        places.read_vault(folder)
        lock = FolderLock(folder, self._program)
        try:
            remove_parts(folder)
            vault = places.read_vault(folder)
            data = recovered(vault, recovery_key)
            opened = opening.open_store(folder, vault, data, new.officer_id, self._clock)
            device = self._entries.device(vault.vault_id, vault.training)
            wrapping = Wrapping(usual_cost(vault), device.secret, self._entries.now())
            changed, officer = vault_keys.with_officer(opened.vault, opened.data, new, wrapping)
            places.write_vault(folder, changed)
        except BaseException:
            lock.release()
            raise
        wrong = attempts.read(folder).count
        inside = Inside(folder, lock, changed, opened.data, officer)
        return _handle(opened.store, inside, new.must_change, wrong, device.notices)

    def add_officer(self, unlocked: object, new: NewSecret) -> str:
        """Wrap the keys of a new officer under the passphrase alone; return the public signing key (hex)."""
        inside = own(unlocked).inside
        if any(one.officer_id == new.officer_id for one in inside.vault.officers):
            raise UserFault(codes.OFFICER_EXISTS, officer=new.login)
        return self._entries.put(inside, new)

    def reset_officer(self, unlocked: object, new: NewSecret) -> str:
        """Give an officer who forgot the passphrase a new entry; return the new public signing key (hex)."""
        inside = own(unlocked).inside
        if all(one.officer_id != new.officer_id for one in inside.vault.officers):
            raise UserFault(codes.OFFICER_UNKNOWN, officer=new.login, known="")
        return self._entries.put(inside, new)

    def remove_officer(self, unlocked: object, officer_id: str) -> None:
        """Drop the officer's entry and rotate the data key, in one crash-safe sequence."""
        handle = own(unlocked)
        if any(one.officer_id == officer_id for one in handle.inside.vault.officers):
            rotation.rotate(handle.inside, handle.store, without=officer_id)

    def change_passphrase(self, unlocked: object, old: str, new: str) -> None:
        """Wrap the officer's keys under a new passphrase, with this computer's secret where there is a
        keyring.
        """
        inside = own(unlocked).inside
        entry = inside.entry()
        self._entries.open(inside.folder, inside.vault, entry, old)
        if old == new:
            raise UserFault(codes.PASSPHRASE_SAME)
        self._entries.rewrap(inside, new)

    def new_recovery_key(self, unlocked: object, shares: bool = False) -> str:
        """Replace the recovery key and return it, or with `shares` three lines of which any two are
        needed.
        """
        inside = own(unlocked).inside
        changed, text = vault_keys.with_new_recovery_key(inside.vault, inside.data)
        keep(inside, changed)
        return "\n".join(recovery_key.split_texts(recovery_key.from_texts([text]))) if shares else text

    def rotate_key(self, unlocked: object) -> None:
        """Give the store a new data key; everybody keeps their passphrase."""
        handle = own(unlocked)
        rotation.rotate(handle.inside, handle.store)

    def backup(self, unlocked: object, target: Path, progress: Progress, cancel: Cancel) -> BackupMade:
        """Write a verified encrypted backup file at `target` (a new file)."""
        handle = own(unlocked)
        inside = handle.inside
        with handle.store.reading():
            source = backup.BackupSource(
                handle.store.connections.mine(),
                inside.data.current,
                inside.folder,
                document.encode(inside.vault),
                self._entries.now(),
            )
            return backup.make(source, target, progress, cancel)

    def restore(self, backup_file: Path, folder: Path) -> None:
        """Put the backup's vault and store into a folder without a workspace; unlocking it comes after."""
        backup.restore(backup_file, folder)

    def check(self, unlocked: object) -> Sequence[str]:
        """Return what is damaged as `kind:place` (see the module integrity), empty when nothing is."""
        return integrity.damage(own(unlocked).inside)

    def salvage(self, unlocked: object, folder: Path) -> dict[str, int]:
        """Save the readable part of a damaged store as a workspace in `folder`; return the rows saved by
        table.
        """
        return salvage.salvage(own(unlocked).inside, folder, self._entries.now())


def _handle(
    store: Store, inside: Inside, must_change: bool, wrong: int, notices: Sequence[int]
) -> UnlockedWorkspace:
    """Tie lock, counter and store together: the count is forgotten once the audit log has it."""
    store.on_close(inside.lock.release)
    if wrong:
        store.after_next_commit(lambda: attempts.clear(inside.folder))
    return UnlockedWorkspace(
        store=store,
        officer_id=inside.officer.officer_id,
        signer=crypto.OfficerSigner(inside.officer.sign_private),
        must_change=must_change,
        failed_attempts_before=wrong,
        notices=tuple(notices),
        inside=inside,
    )
