"""Certificates made for a test: an authority, and what it says of a host, soundly or not."""

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from padan.common.clock import SystemClock

DAY = timedelta(days=1)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)


@dataclass
class Authority:
    """An office's own authority; `file` is what a profile names."""

    folder: Path

    def __post_init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._made = self._signed("Otoritas Uji", self._key, days=(-9, 9), ca=True)
        self.file = self.folder / "ca.pem"
        self.file.write_bytes(self._made.public_bytes(serialization.Encoding.PEM))

    def _signed(
        self,
        subject: str,
        key: ec.EllipticCurvePrivateKey,
        *,
        days: tuple[int, int],
        ca: bool = False,
        by_itself: bool = False,
    ) -> x509.Certificate:
        now = SystemClock().now()
        made = (
            x509.CertificateBuilder()
            .subject_name(_name(subject))
            .issuer_name(_name(subject if by_itself else "Otoritas Uji"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + days[0] * DAY)
            .not_valid_after(now + days[1] * DAY)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        if not ca:
            other = x509.DNSName(subject)
            if subject.replace(".", "").isdigit():
                other = x509.IPAddress(ipaddress.ip_address(subject))  # type: ignore[assignment]
            made = made.add_extension(x509.SubjectAlternativeName([other]), critical=False)
        return made.sign(key if by_itself else self._key, hashes.SHA256())

    def context(
        self, host: str = "127.0.0.1", *, days: tuple[int, int] = (-1, 1), by_itself: bool = False
    ) -> ssl.SSLContext:
        """Return a server's context with a certificate for the host."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = self._signed(host, key, days=days, by_itself=by_itself)
        path = self.folder / "server.pem"
        path.write_bytes(_pem(key) + made.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context
