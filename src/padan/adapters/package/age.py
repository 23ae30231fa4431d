"""The age v1 format with X25519 recipients (age-encryption.org/v1): a stream that writes, a file that reads.

The payload is cut into chunks that are sealed one by one, so a sealed file can be read at any place without
ever being plain on the disk. Nothing is given out before the chunk it stands in was authenticated.
"""

import base64
import hmac
import io
import secrets
from collections.abc import Sequence
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from padan.adapters.package import bech32

CHUNK = 64 * 1024
_TAG = 16
_SEALED = CHUNK + _TAG
_VERSION = b"age-encryption.org/v1"
_HEADER_LIMIT = 64 * 1024
_X25519 = b"age-encryption.org/v1/X25519"
_LAST = b"\x01"
_MORE = b"\x00"


class NotOpened(ValueError):
    """Not an age file, damaged, cut short, or not for any of the keys; age does not tell which."""


def new_identity() -> tuple[str, str]:
    """Return a fresh pair: the recipient `age1…` and the secret `AGE-SECRET-KEY-1…`."""
    secret = X25519PrivateKey.generate()
    public = secret.public_key().public_bytes_raw()
    return bech32.encode("age", public), bech32.encode("age-secret-key-", secret.private_bytes_raw()).upper()


def _derive(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _base64(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def _raw(text: bytes) -> bytes:
    raw = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if _base64(raw) != text:
        raise NotOpened("base64")
    return raw


def _wrap(recipient: str, file_key: bytes) -> bytes:
    public = bech32.decode("age", recipient)
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    body = ChaCha20Poly1305(_derive(shared, share + public, _X25519)).encrypt(bytes(12), file_key, None)
    return b"-> X25519 " + _base64(share) + b"\n" + _base64(body) + b"\n"


class AgeWriter(io.RawIOBase):
    """Encrypts what is written to it into `target`; `finish` seals the last chunk."""

    def __init__(self, target: BinaryIO, recipients: Sequence[str]) -> None:
        super().__init__()
        file_key, nonce = secrets.token_bytes(16), secrets.token_bytes(16)
        header = _VERSION + b"\n" + b"".join(_wrap(one, file_key) for one in recipients) + b"---"
        mac = hmac.digest(_derive(file_key, b"", b"header"), header, "sha256")
        target.write(header + b" " + _base64(mac) + b"\n" + nonce)
        self._target = target
        self._seal = ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))
        self._waiting = bytearray()
        self._number = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        block = memoryview(data)  # type: ignore[arg-type]
        self._waiting += block
        at = 0
        while len(self._waiting) - at > CHUNK:
            self._send(self._waiting[at : at + CHUNK], _MORE)
            at += CHUNK
        del self._waiting[:at]
        return len(block)

    def finish(self) -> None:
        """Seal what is left as the last chunk."""
        self._send(self._waiting, _LAST)
        self._waiting = bytearray()

    def _send(self, chunk: bytes | bytearray, last: bytes) -> None:
        nonce = self._number.to_bytes(11, "big") + last
        self._target.write(self._seal.encrypt(nonce, bytes(chunk), None))
        self._number += 1


class AgeReader(io.RawIOBase):
    """A sealed file as a readable, seekable one. NotOpened for anything that does not authenticate."""

    def __init__(self, source: BinaryIO, identities: Sequence[str]) -> None:
        super().__init__()
        self._source = source
        file_key, self._begin = _file_key(source, identities)
        source.seek(self._begin)
        nonce = source.read(16)
        self._begin += 16
        sealed = source.seek(0, io.SEEK_END) - self._begin
        self._chunks = max(-(-sealed // _SEALED), 1)
        if len(nonce) < 16 or sealed < _TAG or (0 < sealed % _SEALED < _TAG):
            raise NotOpened("length")
        self.size = sealed - self._chunks * _TAG
        self._open = ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")

    def check(self) -> None:
        """Authenticate every chunk, the last one as the last."""
        for number in range(self._chunks):
            self._chunk(number)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(origin + offset, 0)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        if self._at >= self.size or not view:
            return 0
        number, within = divmod(self._at, CHUNK)
        piece = self._chunk(number)[within : within + len(view)]
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _chunk(self, number: int) -> bytes:
        if self._held[0] == number:
            return self._held[1]
        self._source.seek(self._begin + number * _SEALED)
        last = number == self._chunks - 1
        nonce = number.to_bytes(11, "big") + (_LAST if last else _MORE)
        try:
            plain = self._open.decrypt(nonce, self._source.read(_SEALED), None)
        except InvalidTag:
            raise NotOpened("chunk") from None
        if last and not plain and number:
            raise NotOpened("empty last chunk")
        self._held = (number, plain)
        return plain


def _file_key(source: BinaryIO, identities: Sequence[str]) -> tuple[bytes, int]:
    """Return the file key and where the payload begins."""
    head = source.read(_HEADER_LIMIT)
    end = head.find(b"\n--- ")
    mac_end = head.find(b"\n", end + 5)
    if not head.startswith(_VERSION + b"\n") or end < 0 or mac_end < 0:
        raise NotOpened("header")
    try:
        stanzas = _stanzas(head[len(_VERSION) + 1 : end + 1])
        mac = _raw(head[end + 5 : mac_end])
        for identity in identities:
            key = _unwrap(identity, stanzas)
            if key is not None and hmac.compare_digest(
                hmac.digest(_derive(key, b"", b"header"), head[: end + 4], "sha256"), mac
            ):
                return key, mac_end + 1
    except ValueError:
        raise NotOpened("header") from None
    raise NotOpened("no key fits")


def _stanzas(text: bytes) -> list[tuple[bytes, bytes]]:
    """Return share and body of each X25519 stanza; others (scrypt, plugins) are passed over."""
    found = []
    lines = text.split(b"\n")
    at = 0
    while at < len(lines) - 1:
        words = lines[at].split(b" ")
        if words[0] != b"->" or len(words) < 2:
            raise NotOpened("stanza")
        at += 1
        body = b""
        while at < len(lines):
            body += lines[at]
            at += 1
            if len(lines[at - 1]) < 64:
                break
        if words[1] == b"X25519" and len(words) == 3:
            found.append((_raw(words[2]), _raw(body)))
    return found


def _unwrap(identity: str, stanzas: Sequence[tuple[bytes, bytes]]) -> bytes | None:
    secret = X25519PrivateKey.from_private_bytes(bech32.decode("age-secret-key-", identity))
    public = secret.public_key().public_bytes_raw()
    for share, body in stanzas:
        if len(share) != 32 or len(body) != 32:
            raise NotOpened("stanza")
        shared = secret.exchange(X25519PublicKey.from_public_bytes(share))
        try:
            return ChaCha20Poly1305(_derive(shared, share + public, _X25519)).decrypt(bytes(12), body, None)
        except InvalidTag:
            continue
    return None
