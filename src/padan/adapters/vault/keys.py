"""Opening a vault and changing who can open it: vault in, vault out; reads and writes no file (see the
package).
"""

import secrets
from dataclasses import dataclass, replace

from padan.adapters.vault import crypto, recovery_key
from padan.adapters.vault.document import OfficerEntry, Vault, body
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault, UserFault
from padan.common.text import canonical_json
from padan.domain.workspace import KeyCost, NewSecret


@dataclass(frozen=True, repr=False)
class DataKeys:
    """The store's key, and during a rotation the key it is moving to."""

    current: bytes
    next: bytes | None = None


@dataclass(frozen=True, repr=False)
class OfficerKeys:
    """What an unlocked officer holds: raw private keys."""

    officer_id: str
    sign_private: bytes
    box_private: bytes


@dataclass(frozen=True, repr=False)
class Wrapping:
    """How an officer's secrets are to be wrapped: cost, this computer's secret if it takes part, and the
    moment.
    """

    cost: KeyCost
    device: bytes | None
    at: str


@dataclass(frozen=True)
class Identity:
    """What a new vault says of its workspace."""

    vault_id: str
    store_id: str
    party: str
    training: bool


def create(
    identity: Identity, first: NewSecret, wrapping: Wrapping
) -> tuple[Vault, DataKeys, OfficerKeys, str]:
    """Return a new vault with one officer, its keys and the text of its recovery key."""
    keys = DataKeys(secrets.token_bytes(crypto.KEY_BYTES))
    key_id = _new_key_id()
    empty = Vault(
        vault_id=identity.vault_id,
        store_id=identity.store_id,
        party=identity.party,
        training=identity.training,
        made_at=wrapping.at,
        generation=0,
        current=key_id,
        next=None,
        checks={key_id: _key_check(keys.current)},
        recovery_public=b"",
        recovery_keys={},
        officers=(),
    )
    recoverable, text = with_new_recovery_key(empty, keys)
    vault, officer = with_officer(recoverable, keys, first, wrapping)
    return vault, keys, officer, text


def device_mark(vault_id: str, device: bytes) -> str:
    """Return a public mark of a device secret, so that another computer's secret is told from a wrong
    passphrase.
    """
    return crypto.derive(device, "device-mark", vault_id)[:8].hex()


def find(vault: Vault, login: str) -> OfficerEntry:
    """Return the entry of `login` (case does not matter); UserFault OFFICER_UNKNOWN."""
    for entry in vault.officers:
        if entry.login.casefold() == login.strip().casefold():
            return entry
    known = ", ".join(sorted(entry.login for entry in vault.officers))
    raise UserFault(codes.OFFICER_UNKNOWN, officer=login, known=known)


def open_officer(
    vault: Vault, entry: OfficerEntry, passphrase: str, device: bytes | None
) -> OfficerKeys | None:
    """Return the officer's private keys, None for a wrong passphrase.

    Errors: EnvironmentFault DEVICE_SECRET_MISSING or DEVICE_SECRET_OTHER when this computer cannot open the
    entry at all.
    """
    used = None
    if entry.device is not None:
        if device is None:
            raise EnvironmentFault(codes.DEVICE_SECRET_MISSING, officer=entry.login)
        if device_mark(vault.vault_id, device) != entry.device:
            raise EnvironmentFault(codes.DEVICE_SECRET_OTHER, officer=entry.login)
        used = device
    stretched = crypto.stretch(passphrase, entry.salt, entry.cost)
    kek = crypto.key_encryption_key(stretched, used, vault.vault_id, entry.officer_id)
    plain = crypto.unwrap(kek, entry.secrets, _binding(vault, entry.officer_id))
    if plain is None:
        return None
    keys = OfficerKeys(entry.officer_id, plain[: crypto.KEY_BYTES], plain[crypto.KEY_BYTES :])
    if crypto.box_public(keys.box_private) != entry.box_public:
        raise EnvironmentFault(codes.VAULT_TAMPERED, part="officer")
    return keys


def data_keys_of(vault: Vault, entry: OfficerEntry, keys: OfficerKeys) -> DataKeys:
    """Return the data keys sealed to an officer, after checking the vault's MAC with them."""
    return _opened(vault, entry.officer_id, keys.box_private, entry.data_keys)


def open_with_recovery(vault: Vault, secret: bytes) -> DataKeys:
    """Return the data keys sealed to the recovery key; UserFault RECOVERY_KEY_WRONG for another vault's
    key.
    """
    private = _recovery_private(vault, secret)
    if crypto.box_public(private) != vault.recovery_public:
        raise UserFault(codes.RECOVERY_KEY_WRONG)
    return _opened(vault, "recovery", private, vault.recovery_keys)


def with_officer(
    vault: Vault, data: DataKeys, new: NewSecret, wrapping: Wrapping
) -> tuple[Vault, OfficerKeys]:
    """Return the vault with a fresh entry for `new`, replacing one with the same officer id."""
    taken = [e for e in vault.officers if e.login.casefold() == new.login.casefold()]
    if any(entry.officer_id != new.officer_id for entry in taken):
        raise UserFault(codes.OFFICER_EXISTS, officer=new.login)
    keys = OfficerKeys(
        new.officer_id, secrets.token_bytes(crypto.KEY_BYTES), secrets.token_bytes(crypto.KEY_BYTES)
    )
    entry = _entry(vault, data, new, keys, wrapping)
    others = tuple(one for one in vault.officers if one.officer_id != new.officer_id)
    return _sealed(replace(vault, officers=(*others, entry)), data), keys


def with_passphrase(
    vault: Vault, data: DataKeys, keys: OfficerKeys, new: NewSecret, wrapping: Wrapping
) -> Vault:
    """Return the vault with the officer's own keys wrapped under a new passphrase; the keys stay the same."""
    entry = _entry(vault, data, new, keys, wrapping)
    officers = tuple(entry if one.officer_id == new.officer_id else one for one in vault.officers)
    return _sealed(replace(vault, officers=officers), data)


def without_officer(vault: Vault, data: DataKeys, officer_id: str) -> Vault:
    """Return the vault without the officer's entry; the data key must be rotated after it."""
    officers = tuple(one for one in vault.officers if one.officer_id != officer_id)
    return _sealed(replace(vault, officers=officers), data)


def with_new_recovery_key(vault: Vault, data: DataKeys) -> tuple[Vault, str]:
    """Return the vault with another recovery key, and its text; the old one opens this vault no more."""
    secret = recovery_key.new_secret()
    public = crypto.box_public(_recovery_private(vault, secret))
    changed = replace(
        vault, recovery_public=public, recovery_keys=_sealed_copies(vault, data, "recovery", public)
    )
    return _sealed(changed, data), recovery_key.to_text(secret)


def with_store_id(vault: Vault, data: DataKeys, store_id: str) -> Vault:
    """Return the vault under the id its store now has (after a restore)."""
    return _sealed(replace(vault, store_id=store_id), data)


def begin_rotation(vault: Vault, data: DataKeys, without: str | None = None) -> tuple[Vault, DataKeys]:
    """Return the vault with a next data key sealed to everyone but the officer `without`, who loses the entry
    too.
    """
    keys = DataKeys(data.current, secrets.token_bytes(crypto.KEY_BYTES))
    assert keys.next is not None
    key_id = _new_key_id()
    staying = tuple(one for one in vault.officers if one.officer_id != without)
    moved = replace(
        vault, next=key_id, checks=vault.checks | {key_id: _key_check(keys.next)}, officers=staying
    )
    return _sealed(_resealed(moved, keys), keys), keys


def finish_rotation(vault: Vault, data: DataKeys) -> tuple[Vault, DataKeys]:
    """Return the vault with only the next key left; call it when the store opens with that key."""
    assert vault.next is not None
    assert data.next is not None
    keys = DataKeys(data.next)
    alone = replace(vault, current=vault.next, next=None, checks={vault.next: vault.checks[vault.next]})
    return _sealed(_resealed(alone, keys), keys), keys


def _opened(vault: Vault, holder: str, private: bytes, copies: dict[str, bytes]) -> DataKeys:
    current = _unsealed(vault, holder, private, copies, vault.current)
    coming = None if vault.next is None else _unsealed(vault, holder, private, copies, vault.next)
    if not crypto.same(vault.mac, _mac(vault, current)):
        raise EnvironmentFault(codes.VAULT_TAMPERED, part="mac")
    return DataKeys(current, coming)


def _unsealed(vault: Vault, holder: str, private: bytes, copies: dict[str, bytes], key_id: str) -> bytes:
    plain = crypto.unseal(private, copies.get(key_id, b""), _info(vault, holder, key_id))
    if plain is None or not crypto.same(_key_check(plain), vault.checks.get(key_id, b"")):
        raise EnvironmentFault(codes.VAULT_TAMPERED, part="data_key")
    return plain


def _entry(
    vault: Vault, data: DataKeys, new: NewSecret, keys: OfficerKeys, wrapping: Wrapping
) -> OfficerEntry:
    salt = secrets.token_bytes(crypto.SALT_BYTES)
    stretched = crypto.stretch(new.passphrase, salt, wrapping.cost)
    kek = crypto.key_encryption_key(stretched, wrapping.device, vault.vault_id, new.officer_id)
    public = crypto.box_public(keys.box_private)
    device = wrapping.device
    return OfficerEntry(
        officer_id=new.officer_id,
        login=new.login.strip(),
        must_change=new.must_change,
        changed_at=wrapping.at,
        salt=salt,
        cost=wrapping.cost,
        device=None if device is None else device_mark(vault.vault_id, device),
        sign_public=crypto.sign_public(keys.sign_private),
        box_public=public,
        secrets=crypto.wrap(kek, keys.sign_private + keys.box_private, _binding(vault, new.officer_id)),
        data_keys=_sealed_copies(vault, data, new.officer_id, public),
    )


def _resealed(vault: Vault, data: DataKeys) -> Vault:
    def copies(holder: str, public: bytes) -> dict[str, bytes]:
        return _sealed_copies(vault, data, holder, public)

    return replace(
        vault,
        recovery_keys=copies("recovery", vault.recovery_public),
        officers=tuple(
            replace(one, data_keys=copies(one.officer_id, one.box_public)) for one in vault.officers
        ),
    )


def _sealed_copies(vault: Vault, data: DataKeys, holder: str, public: bytes) -> dict[str, bytes]:
    copies = {vault.current: crypto.seal(public, data.current, _info(vault, holder, vault.current))}
    if vault.next is not None and data.next is not None:
        copies[vault.next] = crypto.seal(public, data.next, _info(vault, holder, vault.next))
    return copies


def _sealed(vault: Vault, data: DataKeys) -> Vault:
    """Count the change and cover it with the MAC of the store's current key."""
    counted = replace(vault, generation=vault.generation + 1, mac=b"")
    return replace(counted, mac=_mac(counted, data.current))


def _mac(vault: Vault, data_key: bytes) -> bytes:
    return crypto.mac(crypto.derive(data_key, "vault-mac", vault.vault_id), canonical_json(body(vault)))


def _key_check(data_key: bytes) -> bytes:
    return crypto.derive(data_key, "key-check")[:16]


def _recovery_private(vault: Vault, secret: bytes) -> bytes:
    return crypto.derive(secret, "recovery", vault.vault_id)


def _binding(vault: Vault, officer_id: str) -> bytes:
    return f"{vault.vault_id}\x00{officer_id}".encode()


def _info(vault: Vault, holder: str, key_id: str) -> bytes:
    return f"data-key\x00{vault.vault_id}\x00{holder}\x00{key_id}".encode()


def _new_key_id() -> str:
    return secrets.token_hex(6)
