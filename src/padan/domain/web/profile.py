"""How one service is reached: addresses, prefix, who holds which token, pacing, own CA, proxy; data, edited
by an admin.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from padan.common.codes import web as codes
from padan.common.errors import UserFault
from padan.domain.plain import LATER, NotPlain, from_plain


class GatewayHolder(StrEnum):
    """Who holds key and secret of the gateway token: this office, or the institution's own gateway."""

    OFFICE = "office"
    GATEWAY = "gateway"


class SsoHolder(StrEnum):
    """Who gives the SSO token: a person pastes it, or the gateway adds it."""

    PERSON = "person"
    GATEWAY = "gateway"


class Prefix(StrEnum):
    """Where a gateway's prefix stands: before the whole path, or in its place (web-services.md 1.8)."""

    BEFORE = "before"
    INSTEAD = "instead"


_LOOPBACK = ("127.0.0.1", "localhost", "::1")
SYSTEM_PROXY, NO_PROXY = "system", "none"
MOST_A_MINUTE = 6_000
MOST_AT_ONCE = 16
LONGEST_CALL = 600


@dataclass(frozen=True)
class ServiceProfile:
    """One SIASN service as this office reaches it.

    Addresses are without a trailing slash; an empty one is not offered. `calls_a_minute` 0 means no pacing
    of our own. `key_header` names the header that carries the gateway's own key, if it wants one; the key
    itself is a secret and stands elsewhere. `proxy` is "system", "none" or an address.
    """

    id: str
    name: str
    party: str
    training: bool
    base: str
    reference: str
    gateway_token: str
    sso_token: str
    sso_client: str
    gateway_by: GatewayHolder
    sso_by: SsoHolder
    contact: str
    prefix: str = field(default="", metadata=LATER)
    prefix_stands: Prefix = field(default=Prefix.BEFORE, metadata=LATER)
    key_header: str = field(default="", metadata=LATER)
    calls_a_minute: int = field(default=60, metadata=LATER)
    at_once: int = field(default=2, metadata=LATER)
    seconds_a_call: int = field(default=60, metadata=LATER)
    ca_file: str = field(default="", metadata=LATER)
    proxy: str = field(default=SYSTEM_PROXY, metadata=LATER)

    def address(self, path: str) -> str:
        """Return the whole address of a path of the SIMPEG API."""
        if not self.prefix:
            return self.base + path
        at = urlsplit(self.base)
        own = "" if self.prefix_stands is Prefix.INSTEAD else at.path
        return f"{at.scheme}://{at.netloc}{self.prefix}{own}{path}"


def parse_profile(untrusted: Mapping[str, object]) -> ServiceProfile:
    """Return a file's content as a profile; UserFault PROFILE_INVALID names the place that is wrong."""
    try:
        return checked(from_plain(ServiceProfile, dict(untrusted), "profil"))
    except NotPlain as wrong:
        raise _invalid(wrong.where, "isian kurang, lebih, atau salah jenis") from None


def checked(profile: ServiceProfile) -> ServiceProfile:
    """Return the profile if it can be used; UserFault PROFILE_INVALID otherwise."""
    if not profile.base:
        raise _invalid("base", "alamat layanan belum diisi")
    for name in ("base", "reference", "gateway_token", "sso_token"):
        _check_address(name, getattr(profile, name))
    if profile.proxy not in (SYSTEM_PROXY, NO_PROXY):
        _check_address("proxy", profile.proxy, secure=False)
    if profile.prefix and (not profile.prefix.startswith("/") or profile.prefix.endswith("/")):
        raise _invalid("prefix", "diawali garis miring dan tidak diakhiri garis miring")
    for name, least, most in (
        ("calls_a_minute", 0, MOST_A_MINUTE),
        ("at_once", 1, MOST_AT_ONCE),
        ("seconds_a_call", 1, LONGEST_CALL),
    ):
        if not least <= getattr(profile, name) <= most:
            raise _invalid(name, f"antara {least} dan {most}")
    return profile


def _check_address(name: str, address: str, *, secure: bool = True) -> None:
    if not address:
        return
    try:
        at = urlsplit(address)
        host, _port = at.hostname, at.port
    except ValueError:
        raise _invalid(name, "bukan alamat") from None
    if not host or at.username or at.password or at.query or at.fragment or address.endswith("/"):
        raise _invalid(name, "tulis alamat tanpa kata sandi, tanpa tanya, dan tanpa garis miring di akhir")
    if at.scheme != "https" and (at.scheme != "http" or (secure and host not in _LOOPBACK)):
        raise _invalid(name, "alamat layanan harus https")


def _invalid(where: str, why: str) -> UserFault:
    return UserFault(codes.PROFILE_INVALID, where=where, why=why)
