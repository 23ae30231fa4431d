"""The OS keyring's part in the wrap, with a keyring in memory."""

from pathlib import Path

import keyring.backend
import keyring.errors
import pytest

from padan.adapters.keyring_secrets.device_secret import DeviceSecrets
from padan.adapters.workspace.workspaces import FolderWorkspaces
from padan.common.clock import FixedClock
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault
from padan.domain.passphrases import PassphrasePolicy
from padan.domain.workspace import LOWEST_COST, NewSecret


class MemoryKeyring(keyring.backend.KeyringBackend):
    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


def workspaces(clock: FixedClock, backend: object) -> FolderWorkspaces:
    return FolderWorkspaces(clock, PassphrasePolicy(), DeviceSecrets(backend, seconds=2), "uji")


def test_copied_folder_cannot_be_opened_without_the_device_secret(
    clock: FixedClock, tmp_path: Path, passphrase: str
) -> None:
    here = workspaces(clock, MemoryKeyring())
    made = here.make(tmp_path, "dpr", False, NewSecret("o1", "ani", passphrase), LOWEST_COST)
    made.unlocked.store.close()
    assert here.look(tmp_path).officers[0].uses_device_secret
    here.unlock(tmp_path, "ani", passphrase).store.close()

    stranger = MemoryKeyring()
    with pytest.raises(EnvironmentFault) as caught:
        workspaces(clock, stranger).unlock(tmp_path, "ani", passphrase)
    assert caught.value.code == codes.DEVICE_SECRET_MISSING
    stranger.kept = {("Padan", name): "A" * 43 + "=" for (_service, name) in _names(here)}
    with pytest.raises(EnvironmentFault) as caught:
        workspaces(clock, stranger).unlock(tmp_path, "ani", passphrase)
    assert caught.value.code == codes.DEVICE_SECRET_OTHER


def _names(here: FolderWorkspaces) -> list[tuple[str, str]]:
    return list(here._entries._devices._backend.kept)  # type: ignore[union-attr]


def test_recovery_on_another_computer_binds_to_its_keyring(
    clock: FixedClock, tmp_path: Path, passphrase: str
) -> None:
    made = workspaces(clock, MemoryKeyring()).make(
        tmp_path, "dpr", False, NewSecret("o1", "ani", passphrase), LOWEST_COST
    )
    made.unlocked.store.close()
    there = workspaces(clock, MemoryKeyring())
    there.unlock_with_recovery(tmp_path, made.recovery_key, NewSecret("o1", "ani", passphrase)).store.close()
    there.unlock(tmp_path, "ani", passphrase).store.close()


def test_without_keyring_it_says_so_and_works_with_the_passphrase(
    clock: FixedClock, tmp_path: Path, passphrase: str
) -> None:
    import keyring.backends.fail

    alone = workspaces(clock, keyring.backends.fail.Keyring())
    made = alone.make(tmp_path, "dpr", False, NewSecret("o1", "ani", passphrase), LOWEST_COST)
    assert made.unlocked.notices == (codes.KEYRING_ABSENT, codes.PASSPHRASE_ONLY)
    made.unlocked.store.close()
    alone.unlock(tmp_path, "ani", passphrase).store.close()
