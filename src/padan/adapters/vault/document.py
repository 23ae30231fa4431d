"""The file `vault.json`, version 1: its fields, reading and writing; holds no key and decides nobody's
access.

One reader and writer per version: a version 2 gets a module of its own.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from padan.adapters.vault.crypto import KEY_BYTES, SALT_BYTES
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault
from padan.common.text import canonical_json
from padan.domain.workspace import HIGHEST_COST, LOWEST_COST, KeyCost

FORMAT = "padan-vault"
VERSION = 1
MOST_BYTES = 4 * 1024 * 1024
_ABSURD_VERSION = 1_000_000


@dataclass(frozen=True)
class OfficerEntry:
    """One officer's entry. `secrets` wraps signing and box key; `data_keys` are sealed copies by key id."""

    officer_id: str
    login: str
    must_change: bool
    changed_at: str
    salt: bytes
    cost: KeyCost
    device: str | None
    sign_public: bytes
    box_public: bytes
    secrets: bytes
    data_keys: dict[str, bytes]


@dataclass(frozen=True)
class Vault:
    """The whole file. `current` names the data key of the store; `next` the one a rotation is moving to."""

    vault_id: str
    store_id: str
    party: str
    training: bool
    made_at: str
    generation: int
    current: str
    next: str | None
    checks: dict[str, bytes]
    recovery_public: bytes
    recovery_keys: dict[str, bytes]
    officers: tuple[OfficerEntry, ...]
    mac: bytes = b""


def body(vault: Vault) -> dict[str, Any]:
    """Return everything the MAC covers, as JSON-able values."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "vault_id": vault.vault_id,
        "store_id": vault.store_id,
        "party": vault.party,
        "training": vault.training,
        "made_at": vault.made_at,
        "generation": vault.generation,
        "keys": {"current": vault.current, "next": vault.next, "checks": _hexed(vault.checks)},
        "recovery": {"public": vault.recovery_public.hex(), "data_keys": _hexed(vault.recovery_keys)},
        "officers": [_officer_body(entry) for entry in vault.officers],
    }


def encode(vault: Vault) -> bytes:
    """Return the file's bytes: readable JSON with the MAC and a digest over all the rest."""
    content = body(vault) | {"mac": vault.mac.hex()}
    content["digest"] = hashlib.sha256(canonical_json(content)).hexdigest()
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True).encode("utf-8") + b"\n"


def decode(untrusted: bytes) -> Vault:
    """Read a file. EnvironmentFault VAULT_NEWER for a later version, VAULT_DAMAGED for anything that is not
    whole.
    """
    try:
        content = json.loads(untrusted)
    except (ValueError, RecursionError):
        raise EnvironmentFault(codes.VAULT_DAMAGED, detail="json") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise EnvironmentFault(codes.VAULT_DAMAGED, detail="format")
    _check_version(content.get("version"))
    try:
        digest = content.pop("digest", None)
        if digest != hashlib.sha256(canonical_json(content)).hexdigest():
            raise EnvironmentFault(codes.VAULT_DAMAGED, detail="digest")
        return _vault_of(content)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError):
        raise EnvironmentFault(codes.VAULT_DAMAGED, detail="field") from None


def _check_version(version: object) -> None:
    if type(version) is not int or not 0 < version < _ABSURD_VERSION:
        raise EnvironmentFault(codes.VAULT_DAMAGED, detail="version")
    if version > VERSION:
        raise EnvironmentFault(codes.VAULT_NEWER, version=version, known=VERSION)


def _vault_of(content: dict[str, Any]) -> Vault:
    keys = content["keys"]
    if not content["officers"]:
        raise ValueError("officers")
    return Vault(
        vault_id=_text(content["vault_id"]),
        store_id=_text(content["store_id"]),
        party=_text(content["party"]),
        training=content["training"] is True,
        made_at=_text(content["made_at"]),
        generation=int(content["generation"]),
        current=_text(keys["current"]),
        next=None if keys["next"] is None else _text(keys["next"]),
        checks=_unhexed(keys["checks"]),
        recovery_public=_exactly(content["recovery"]["public"], KEY_BYTES),
        recovery_keys=_unhexed(content["recovery"]["data_keys"]),
        officers=tuple(_officer_of(one) for one in content["officers"]),
        mac=bytes.fromhex(content["mac"]),
    )


def _officer_body(entry: OfficerEntry) -> dict[str, Any]:
    return {
        "officer_id": entry.officer_id,
        "login": entry.login,
        "must_change": entry.must_change,
        "changed_at": entry.changed_at,
        "kdf": {
            "name": "argon2id",
            "salt": entry.salt.hex(),
            "memory_kib": entry.cost.memory_kib,
            "passes": entry.cost.passes,
            "lanes": entry.cost.lanes,
        },
        "device": entry.device,
        "sign_public": entry.sign_public.hex(),
        "box_public": entry.box_public.hex(),
        "secrets": entry.secrets.hex(),
        "data_keys": _hexed(entry.data_keys),
    }


def _officer_of(content: dict[str, Any]) -> OfficerEntry:
    kdf = content["kdf"]
    if kdf["name"] != "argon2id":
        raise ValueError("kdf")
    return OfficerEntry(
        officer_id=_text(content["officer_id"]),
        login=_text(content["login"]),
        must_change=content["must_change"] is True,
        changed_at=_text(content["changed_at"]),
        salt=_exactly(kdf["salt"], SALT_BYTES),
        cost=_sane_cost(KeyCost(int(kdf["memory_kib"]), int(kdf["passes"]), int(kdf["lanes"]))),
        device=None if content["device"] is None else _text(content["device"]),
        sign_public=_exactly(content["sign_public"], KEY_BYTES),
        box_public=_exactly(content["box_public"], KEY_BYTES),
        secrets=bytes.fromhex(content["secrets"]),
        data_keys=_unhexed(content["data_keys"]),
    )


def _sane_cost(cost: KeyCost) -> KeyCost:
    low, high = LOWEST_COST, HIGHEST_COST
    fits = (
        low.memory_kib <= cost.memory_kib <= high.memory_kib
        and low.passes <= cost.passes <= high.passes
        and 1 <= cost.lanes <= high.lanes
    )
    if not fits:
        raise ValueError("cost")
    return cost


def _hexed(values: dict[str, bytes]) -> dict[str, str]:
    return {name: value.hex() for name, value in values.items()}


def _unhexed(values: dict[str, Any]) -> dict[str, bytes]:
    return {_text(name): bytes.fromhex(value) for name, value in values.items()}


def _exactly(value: str, size: int) -> bytes:
    content = bytes.fromhex(value)
    if len(content) != size:
        raise ValueError("size")
    return content


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value
