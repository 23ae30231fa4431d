"""Officers' entries as the workspace handles them: policy, this computer's secret, wrong attempts; writes the
vault.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from padan.adapters.vault import crypto, recovery_key
from padan.adapters.vault import keys as vault_keys
from padan.adapters.vault.document import OfficerEntry, Vault
from padan.adapters.vault.keys import DataKeys, OfficerKeys, Wrapping
from padan.adapters.workspace import attempts, places
from padan.adapters.workspace.handles import Inside
from padan.adapters.workspace.passphrase_rules import refuse_weak
from padan.common.clock import Clock, from_utc_text, utc_text
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault, UserFault
from padan.domain.passphrases import PassphrasePolicy, has_expired
from padan.domain.workspace import LOWEST_COST, KeyCost, NewSecret


class DeviceSecretSource(Protocol):
    """What this adapter wants of the OS keyring."""

    def get(self, name: str) -> bytes | None: ...
    def get_or_make(self, name: str) -> bytes: ...


@dataclass(frozen=True, repr=False)
class Device:
    """This computer's secret, or why there is none."""

    secret: bytes | None
    notices: tuple[int, ...] = ()


class OfficerEntries:
    """`devices` None means: never use a keyring."""

    def __init__(self, clock: Clock, policy: PassphrasePolicy, devices: DeviceSecretSource | None) -> None:
        self._clock = clock
        self.policy = policy
        self._devices = devices

    def now(self) -> str:
        return utc_text(self._clock.now())

    def device(self, vault_id: str, training: bool) -> Device:
        """Return this computer's secret for new wraps, made when needed; a practice workspace uses none."""
        if training or self._devices is None:
            return Device(None)
        try:
            return Device(self._devices.get_or_make(vault_id))
        except EnvironmentFault as fault:
            return Device(None, (fault.code, codes.PASSPHRASE_ONLY))

    def open(self, folder: Path, vault: Vault, entry: OfficerEntry, passphrase: str) -> OfficerKeys:
        """Return the officer's keys, or count the attempt and raise PASSPHRASE_WRONG; too soon is
        PASSPHRASE_WAIT.
        """
        attempts.refuse_early(attempts.read(folder), self._clock.now())
        device = None
        if entry.device is not None and self._devices is not None:
            device = self._devices.get(vault.vault_id)
        officer = vault_keys.open_officer(vault, entry, passphrase, device)
        if officer is not None:
            return officer
        counted = attempts.count_wrong(folder, self._clock.now())
        wait = int(attempts.wait_for(counted).total_seconds())
        raise UserFault(
            codes.PASSPHRASE_WRONG, officer=entry.login, attempts=counted.count, wait_seconds=wait
        )

    def put(self, inside: Inside, new: NewSecret) -> str:
        """Give `new` a fresh entry under the passphrase alone; return the public signing key (hex)."""
        refuse_weak(new.passphrase, new.login, self.policy)
        wrapping = Wrapping(usual_cost(inside.vault), None, self.now())
        changed, keys = vault_keys.with_officer(inside.vault, inside.data, new, wrapping)
        keep(inside, changed)
        return crypto.sign_public(keys.sign_private).hex()

    def rewrap(self, inside: Inside, passphrase: str) -> None:
        """Wrap the unlocked officer's own keys under a new passphrase, with this computer's secret if it has
        one.
        """
        entry = inside.entry()
        refuse_weak(passphrase, entry.login, self.policy)
        device = self.device(inside.vault.vault_id, inside.vault.training)
        wrapping = Wrapping(entry.cost, device.secret, self.now())
        secret = NewSecret(entry.officer_id, entry.login, passphrase)
        keep(
            inside,
            vault_keys.with_passphrase(inside.vault, inside.data, inside.officer, secret, wrapping),
        )

    def must_change(self, entry: OfficerEntry) -> bool:
        """Tell whether the passphrase is a one-time one or older than the policy allows."""
        changed_at = from_utc_text(entry.changed_at)
        return entry.must_change or has_expired(changed_at, self._clock.now(), self.policy)


def recovered(vault: Vault, text: str) -> DataKeys:
    """Return the data keys from a recovery key, or from two shares on two lines."""
    pieces = [line for line in text.splitlines() if line.strip()]
    return vault_keys.open_with_recovery(vault, recovery_key.from_texts(pieces or [""]))


def usual_cost(vault: Vault) -> KeyCost:
    """Return the highest cost in use: it was calibrated when the workspace was made."""
    costs = [entry.cost for entry in vault.officers]
    return max(costs, key=lambda cost: (cost.memory_kib, cost.passes), default=LOWEST_COST)


def keep(inside: Inside, changed: Vault) -> None:
    """Write the changed vault, then hold on to it: what is in memory is never ahead of the file."""
    places.write_vault(inside.folder, changed)
    inside.vault = changed
