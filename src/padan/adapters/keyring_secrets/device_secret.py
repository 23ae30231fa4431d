"""A random secret of this computer and account, kept in the OS keyring, that takes part in every officer's
wrap.

A copied workspace folder alone is then not enough to attack a weak passphrase. Backends that store in plain
text or store nothing are refused by class. Every call runs in a thread with a time limit: some keyrings wait
for a prompt that nobody sees. The library is loaded inside the calls, because the unlock window must not wait
for it.
"""

import base64
import binascii
import queue
import secrets
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault

SERVICE = "Padan"
_BYTES = 32
_SECONDS = 8.0
_REFUSED_MODULES = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt", "keyring.testing")

Result = TypeVar("Result")


class DeviceSecrets:
    """Gets and makes device secrets. `backend` is given by tests only; None asks the keyring library for its
    own.
    """

    def __init__(self, backend: Any = None, seconds: float = _SECONDS) -> None:
        self._backend = backend
        self._seconds = seconds

    def get(self, name: str) -> bytes | None:
        """Return the secret called `name`, None when this keyring holds none. EnvironmentFault without a
        usable keyring.
        """
        stored = self._bounded(lambda keyring: keyring.get_password(SERVICE, name))
        if stored is None:
            return None
        try:
            secret = base64.b64decode(stored, validate=True)
        except (binascii.Error, ValueError):
            return None
        return secret if len(secret) == _BYTES else None

    def get_or_make(self, name: str) -> bytes:
        """Return the secret called `name`, making and reading back a new one where there is none."""
        known = self.get(name)
        if known is not None:
            return known
        secret = secrets.token_bytes(_BYTES)
        text = base64.b64encode(secret).decode("ascii")
        self._bounded(lambda keyring: keyring.set_password(SERVICE, name, text))
        if self.get(name) != secret:
            raise EnvironmentFault(codes.KEYRING_REFUSED, backend="?")
        return secret

    def _bounded(self, call: Callable[[Any], Result]) -> Result:
        """Run `call` on the keyring in a thread of its own; a keyring that never answers is left behind."""
        answer: queue.Queue[tuple[Result | None, EnvironmentFault | None]] = queue.Queue(1)

        def work() -> None:
            try:
                answer.put((call(self._usable_backend()), None))
            except EnvironmentFault as fault:
                answer.put((None, fault))
            except Exception as error:  # noqa: BLE001 - a backend may raise anything; it means "no keyring"
                answer.put((None, _fault_of(error)))

        threading.Thread(target=work, name="padan-keyring", daemon=True).start()
        try:
            result, fault = answer.get(timeout=self._seconds)
        except queue.Empty:
            raise EnvironmentFault(codes.KEYRING_SILENT, seconds=int(self._seconds)) from None
        if fault is not None:
            raise fault
        return result  # type: ignore[return-value]  # None is a Result of get_password

    def _usable_backend(self) -> Any:
        import keyring

        backend = self._backend if self._backend is not None else keyring.get_keyring()
        chosen = _only_safe(backend)
        if chosen is None:
            name = f"{type(backend).__module__}.{type(backend).__qualname__}"
            absent = type(backend).__module__.startswith(_REFUSED_MODULES[0])
            raise EnvironmentFault(codes.KEYRING_ABSENT if absent else codes.KEYRING_REFUSED, backend=name)
        return chosen


def _only_safe(backend: Any) -> Any:
    """Return the backend if it is safe; out of a chain the first one that is, never the chain, which may fall
    through.
    """
    chained = getattr(backend, "backends", None)
    if type(backend).__module__ == "keyring.backends.chainer" and chained is not None:
        return next((one for one in chained if _only_safe(one) is not None), None)
    kinds = {kind.__module__ for kind in type(backend).__mro__}
    refused = any(module.startswith(bad) for module in kinds for bad in _REFUSED_MODULES)
    plain = "plaintext" in type(backend).__name__.lower()
    return None if refused or plain else backend


def _fault_of(error: Exception) -> EnvironmentFault:
    from keyring import errors

    if isinstance(error, errors.KeyringLocked):
        return EnvironmentFault(codes.KEYRING_LOCKED)
    if isinstance(error, errors.NoKeyringError):
        return EnvironmentFault(codes.KEYRING_ABSENT, backend="")
    return EnvironmentFault(codes.KEYRING_REFUSED, backend=type(error).__name__)
