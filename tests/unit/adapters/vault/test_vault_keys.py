import json
from dataclasses import replace

import pytest

from padan.adapters.vault import crypto, document, keys, recovery_key
from padan.adapters.vault.document import Vault
from padan.adapters.vault.keys import DataKeys, Identity, OfficerKeys, Wrapping
from padan.adapters.vault.signatures import Ed25519Signatures
from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault
from padan.domain.workspace import LOWEST_COST, KeyCost, NewSecret

WRAPPING = Wrapping(LOWEST_COST, None, "2026-11-23T02:00:00.000000Z")
Made = tuple[Vault, DataKeys, OfficerKeys, str]


@pytest.fixture(scope="module")
def made() -> Made:
    return keys.create(Identity("v1", "st1", "dpr", False), NewSecret("o1", "ani", "kuda besi"), WRAPPING)


@pytest.fixture(scope="module")
def two(made: Made) -> tuple[Vault, OfficerKeys]:
    return keys.with_officer(made[0], made[1], NewSecret("o2", "budi", "sapi kayu", True), WRAPPING)


def code_of(content: dict[str, object]) -> int:
    import hashlib

    from padan.common.text import canonical_json

    content.pop("digest", None)
    content["digest"] = hashlib.sha256(canonical_json(content)).hexdigest()
    with pytest.raises(EnvironmentFault) as caught:
        document.decode(json.dumps(content).encode())
    return caught.value.code


def test_file_reads_back_and_holds_no_key(made: Made) -> None:
    vault, data, officer, text = made
    content = document.encode(vault)
    assert document.decode(content) == vault
    for secret in (data.current, officer.sign_private, officer.box_private, recovery_key.from_texts([text])):
        assert secret.hex().encode() not in content.lower()


def test_nothing_secret_shows_in_a_representation(made: Made) -> None:
    shown = repr(made[1]) + repr(made[2]) + repr(WRAPPING)
    assert made[1].current.hex() not in shown
    assert repr(made[1].current) not in shown


def test_officer_opens_and_another_passphrase_does_not(made: Made) -> None:
    vault, data, officer, _ = made
    entry = keys.find(vault, "ANI")
    opened = keys.open_officer(vault, entry, "kuda besi", None)
    assert opened == officer
    assert keys.data_keys_of(vault, entry, officer) == data
    assert keys.open_officer(vault, entry, "kuda besI", None) is None


def test_rotation_reaches_everyone_without_their_passphrases(
    made: Made, two: tuple[Vault, OfficerKeys]
) -> None:
    vault, budi = two
    moving, both = keys.begin_rotation(vault, made[1])
    done, new = keys.finish_rotation(moving, both)
    assert new.current != made[1].current
    assert keys.data_keys_of(moving, keys.find(moving, "budi"), budi) == both
    assert keys.data_keys_of(done, keys.find(done, "budi"), budi) == new
    assert keys.open_with_recovery(done, recovery_key.from_texts([made[3]])) == new
    assert len(done.checks) == len(done.recovery_keys) == 1


def test_removed_officer_gets_no_copy_of_the_next_key(made: Made, two: tuple[Vault, OfficerKeys]) -> None:
    moving, _both = keys.begin_rotation(two[0], made[1], without="o2")
    assert [one.login for one in moving.officers] == ["ani"]


@pytest.mark.parametrize(
    "change", [{"party": "bkn"}, {"training": True}, {"store_id": "st9"}, {"officers": ()}]
)
def test_any_change_of_content_breaks_the_mac(made: Made, change: dict[str, object]) -> None:
    vault, _data, officer, _ = made
    entry = vault.officers[0]
    with pytest.raises(EnvironmentFault) as caught:
        keys.data_keys_of(replace(vault, **change), entry, officer)
    assert caught.value.code == codes.VAULT_TAMPERED


def test_sealed_copy_of_one_officer_does_not_open_for_another(two: tuple[Vault, OfficerKeys]) -> None:
    vault, budi = two
    ani = vault.officers[0]
    with pytest.raises(EnvironmentFault):
        keys.data_keys_of(vault, replace(ani, officer_id="o2"), budi)


@pytest.mark.parametrize(
    "cost", [KeyCost(1024, 3, 1), KeyCost(64 * 1024, 1, 1), KeyCost(2**40, 3, 1), KeyCost(64 * 1024, 3, 4000)]
)
def test_cost_below_the_floor_or_beyond_reason_is_damage(made: Made, cost: KeyCost) -> None:
    entry = replace(made[0].officers[0], cost=cost)
    content = json.loads(document.encode(replace(made[0], officers=(entry,))))
    assert code_of(content) == codes.VAULT_DAMAGED


POSSIBLE = (("officers", []), ("officers", {}), ("generation", 7), ("party", "zz"))
STRANGE = [
    (name, value)
    for name in ("officers", "keys", "recovery", "mac", "party", "generation")
    for value in (None, 7, "zz", [], {})
    if (name, value) not in POSSIBLE
]


@pytest.mark.parametrize(("name", "value"), STRANGE)
def test_field_of_another_kind_is_damage(made: Made, name: str, value: object) -> None:
    content = json.loads(document.encode(made[0]))
    assert code_of(content | {name: value}) == codes.VAULT_DAMAGED


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000])
def test_file_that_is_no_vault_is_damage(content: bytes) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        document.decode(content)
    assert caught.value.code == codes.VAULT_DAMAGED


def test_calibration_never_goes_below_the_floor() -> None:
    cost = crypto.calibrate(seconds=0.0)
    assert (cost.memory_kib, cost.passes) == (LOWEST_COST.memory_kib, LOWEST_COST.passes)


def test_signature_holds_for_its_message_and_key_only(made: Made) -> None:
    signer = crypto.OfficerSigner(made[2].sign_private)
    signature = signer.sign(b"isi")
    holds = Ed25519Signatures().holds
    assert holds(signer.public_key, b"isi", signature)
    assert not holds(signer.public_key, b"isi lain", signature)
    assert not holds("00" * 32, b"isi", signature)
    assert not holds("zz", b"isi", signature)
    assert not holds(signer.public_key, b"isi", signature[:-2])
