import threading

import keyring.backend
import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import keyring.errors
import pytest

from padan.adapters.keyring_secrets.device_secret import DeviceSecrets
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault


class Memory(keyring.backend.KeyringBackend):
    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password


class Locked(Memory):
    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked


class Broken(Memory):
    def get_password(self, service: str, username: str) -> str | None:
        raise OSError("D-Bus")


class Forgetful(Memory):
    def set_password(self, service: str, username: str, password: str) -> None:
        return


class PlaintextKeyring(Memory):
    pass


class Silent(Memory):
    def get_password(self, service: str, username: str) -> str | None:
        threading.Event().wait(30)
        return None


def code_of(backend: object) -> int:
    with pytest.raises(EnvironmentFault) as caught:
        DeviceSecrets(backend, seconds=0.3).get_or_make("v1")
    return caught.value.code


def test_secret_is_made_once_and_32_bytes_long() -> None:
    secrets = DeviceSecrets(Memory())
    assert secrets.get("v1") is None
    made = secrets.get_or_make("v1")
    assert (secrets.get_or_make("v1"), len(made)) == (made, 32)
    assert secrets.get_or_make("v2") != made


@pytest.mark.parametrize(
    ("backend", "code"),
    [
        (keyring.backends.fail.Keyring(), codes.KEYRING_ABSENT),
        (keyring.backends.null.Keyring(), codes.KEYRING_REFUSED),
        (PlaintextKeyring(), codes.KEYRING_REFUSED),
        (Locked(), codes.KEYRING_LOCKED),
        (Broken(), codes.KEYRING_REFUSED),
        (Forgetful(), codes.KEYRING_REFUSED),
        (Silent(), codes.KEYRING_SILENT),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, int) else "",
)
def test_keyring_that_cannot_be_used_has_its_own_code(backend: object, code: int) -> None:
    assert code_of(backend) == code


def test_chain_is_replaced_by_its_first_safe_link(monkeypatch: pytest.MonkeyPatch) -> None:
    safe = Memory()
    chain = keyring.backends.chainer.ChainerBackend()
    monkeypatch.setattr(type(chain), "backends", [PlaintextKeyring(), safe])
    DeviceSecrets(chain).get_or_make("v1")
    assert list(safe.kept) == ["v1"]


def test_garbage_in_the_keyring_counts_as_nothing() -> None:
    backend = Memory()
    backend.kept["v1"] = "bukan base64 !"
    assert DeviceSecrets(backend).get("v1") is None
