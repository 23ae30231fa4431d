"""The few cryptographic steps of the vault, each a named function over `cryptography`; no format and no
policy.
"""

import hashlib
import hmac
import os
import secrets
import time

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from padan.domain.passphrases import normalised
from padan.domain.workspace import HIGHEST_COST, LOWEST_COST, KeyCost

KEY_BYTES = 32
SALT_BYTES = 16
_NONCE_BYTES = 12
_DOMAIN = b"padan/vault/1/"


def derive(secret: bytes, purpose: str, *context: str) -> bytes:
    """Return 32 bytes for one purpose and context; different purposes never share a key."""
    info = b"\x00".join([_DOMAIN + purpose.encode(), *(part.encode() for part in context)])
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def stretch(passphrase: str, salt: bytes, cost: KeyCost) -> bytes:
    """Return Argon2id of the NFKC-normalised passphrase: 32 bytes, about one second at a calibrated cost."""
    kdf = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(normalised(passphrase).encode("utf-8"))


def key_encryption_key(stretched: bytes, device: bytes | None, vault_id: str, officer_id: str) -> bytes:
    """Combine what the officer knows with what the computer holds."""
    mode = "alone" if device is None else "device"
    return derive(stretched + (device or b""), "kek", mode, vault_id, officer_id)


def calibrate(seconds: float = 1.0) -> KeyCost:
    """Return a cost of about `seconds` on this machine, never below the floor: memory first, then passes."""
    lanes = min(4, os.cpu_count() or 1)
    cost = KeyCost(LOWEST_COST.memory_kib, LOWEST_COST.passes, lanes)
    while True:
        begun = time.perf_counter()
        stretch("kalibrasi", b"\x00" * SALT_BYTES, cost)
        spent = time.perf_counter() - begun
        if spent * 1.5 >= seconds:
            return cost
        if cost.memory_kib * 2 <= HIGHEST_COST.memory_kib:
            cost = KeyCost(cost.memory_kib * 2, cost.passes, lanes)
        else:
            passes = min(max(cost.passes, int(cost.passes * seconds / spent)), HIGHEST_COST.passes)
            return KeyCost(cost.memory_kib, passes, lanes)


def wrap(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    """Encrypt `plain` under `key`: nonce, then ciphertext with tag."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, bound_to)


def unwrap(key: bytes, wrapped: bytes, bound_to: bytes) -> bytes | None:
    """Return what `wrap` was given, or None when key, content or binding differ."""
    if len(wrapped) <= _NONCE_BYTES:
        return None
    try:
        return ChaCha20Poly1305(key).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], bound_to)
    except InvalidTag:
        return None


def _suite() -> hpke.Suite:
    return hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


def seal(public: bytes, plain: bytes, info: bytes) -> bytes:
    """Encrypt `plain` to the owner of an X25519 public key (RFC 9180, base mode)."""
    return _suite().encrypt(plain, X25519PublicKey.from_public_bytes(public), info=_DOMAIN + info)


def unseal(private: bytes, sealed: bytes, info: bytes) -> bytes | None:
    """Return what `seal` was given, or None when it was not sealed to this key or was changed."""
    try:
        return _suite().decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info=_DOMAIN + info)
    except (InvalidTag, ValueError):
        return None


def box_public(private: bytes) -> bytes:
    """Return the X25519 public key of a private one, 32 raw bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign_public(private: bytes) -> bytes:
    """Return the Ed25519 public key of a private one, 32 raw bytes."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def mac(key: bytes, message: bytes) -> bytes:
    """Return HMAC-SHA256."""
    return hmac.new(key, message, hashlib.sha256).digest()


def same(left: bytes, right: bytes) -> bool:
    """Compare secrets without telling by time where they differ."""
    return hmac.compare_digest(left, right)


class OfficerSigner:
    """An unlocked officer's Ed25519 key (the port `Signer`)."""

    def __init__(self, private: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private)

    @property
    def public_key(self) -> str:
        """Lower-case hex of the 32 raw bytes."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> str:
        """Return the signature as lower-case hex."""
        return self._key.sign(message).hex()
