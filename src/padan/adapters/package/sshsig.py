"""Detached signatures as `ssh-keygen -Y` makes and checks them: SSHSIG, ed25519, one namespace."""

import base64
import binascii
import hashlib
import struct
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

NAMESPACE = b"tukar-asn-v1"
_MAGIC = b"SSHSIG"
_KIND = b"ssh-ed25519"
_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----", b"-----END SSH SIGNATURE-----"
_LINE = 70
_DIGESTS = {b"sha512": hashlib.sha512, b"sha256": hashlib.sha256}


class BadSignature(ValueError):
    """Not a signature of ours, or it does not hold."""


def _string(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


def _signed(message: bytes, digest: bytes) -> bytes:
    hashed = _DIGESTS[digest](message).digest()
    return _MAGIC + _string(NAMESPACE) + _string(b"") + _string(digest) + _string(hashed)


def make(message: bytes, public_key: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the armoured signature of `message`."""
    signature = sign(_signed(message, b"sha512"))
    blob = _MAGIC + struct.pack(">I", 1) + _string(_string(_KIND) + _string(public_key))
    blob += _string(NAMESPACE) + _string(b"") + _string(b"sha512")
    blob += _string(_string(_KIND) + _string(signature))
    text = base64.b64encode(blob)
    lines = [text[at : at + _LINE] for at in range(0, len(text), _LINE)]
    return b"\n".join((_BEGIN, *lines, _END, b""))


def signer_of(armoured: bytes) -> bytes:
    """Return the 32 raw bytes of the public key a signature names; BadSignature when it is none of ours."""
    return _parse(armoured)[0]


def verify(message: bytes, armoured: bytes) -> bytes:
    """Return the key that signed `message`; BadSignature unless the signature holds."""
    public, digest, signature = _parse(armoured)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed(message, digest))
    except (InvalidSignature, ValueError):
        raise BadSignature("signature") from None
    return public


def _parse(armoured: bytes) -> tuple[bytes, bytes, bytes]:
    lines = armoured.strip().replace(b"\r\n", b"\n").split(b"\n")
    if lines[0] != _BEGIN or lines[-1] != _END:
        raise BadSignature("armour")
    try:
        blob = base64.b64decode(b"".join(lines[1:-1]), validate=True)
        magic, version, rest = blob[:6], struct.unpack(">I", blob[6:10])[0], blob[10:]
        key, rest = _take(rest)
        namespace, rest = _take(rest)
        reserved, rest = _take(rest)
        digest, rest = _take(rest)
        wrapped, rest = _take(rest)
        kind, public = _pair(key)
        signed_kind, signature = _pair(wrapped)
    except (binascii.Error, struct.error, ValueError):
        raise BadSignature("shape") from None
    wanted = (_MAGIC, 1, NAMESPACE, _KIND, _KIND, b"", b"")
    if (magic, version, namespace, kind, signed_kind, reserved, rest) != wanted or digest not in _DIGESTS:
        raise BadSignature("kind")
    return public, digest, signature


def _take(data: bytes) -> tuple[bytes, bytes]:
    length = struct.unpack(">I", data[:4])[0]
    if length > len(data) - 4:
        raise ValueError("length")
    return data[4 : 4 + length], data[4 + length :]


def _pair(data: bytes) -> tuple[bytes, bytes]:
    kind, rest = _take(data)
    value, rest = _take(rest)
    if rest:
        raise ValueError("trailing")
    return kind, value
