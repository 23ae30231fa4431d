"""How a connection gets out of the office: TLS that always verifies, and the proxy of profile or system;
nothing in a profile, the environment or a settings file makes a certificate pass unchecked.
"""

import base64
import ssl
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from padan.common.codes import web as codes
from padan.common.errors import EnvironmentFault
from padan.domain.web.profile import NO_PROXY, SYSTEM_PROXY, ServiceProfile

_NOT_YET, _EXPIRED, _WRONG_HOST, _WRONG_ADDRESS = 9, 10, 62, 64
_TLS_WORDS = {
    _NOT_YET: codes.TLS_EXPIRED,
    _EXPIRED: codes.TLS_EXPIRED,
    _WRONG_HOST: codes.TLS_WRONG_HOST,
    _WRONG_ADDRESS: codes.TLS_WRONG_HOST,
}


def tls(ca_file: str) -> ssl.SSLContext:
    """Return a context that verifies; an office's own authority is trusted beside the system's.

    Not `create_default_context`: that one writes the session's keys to the file an environment variable
    names, with which anybody reads the tokens.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_default_certs()
    if ca_file:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError):
            raise EnvironmentFault(codes.CA_FILE_UNUSABLE, file=ca_file) from None
    return context


def tls_fault(error: BaseException, profile: ServiceProfile) -> EnvironmentFault:
    """Return what to tell of a certificate or a handshake that failed."""
    reason = getattr(error, "verify_code", 0)
    code = _TLS_WORDS.get(reason, codes.TLS_UNTRUSTED if reason else codes.TLS_FAILED)
    return EnvironmentFault(code, service=profile.name, contact=profile.contact)


def proxy_for(profile: ServiceProfile, url: str) -> tuple[str | None, dict[str, str]]:
    """Return the proxy to ask through and what to show it, or none.

    The system's is looked up here and not by the client library, which would also read other people's
    passwords (netrc) and put them in the place of our token.
    """
    if profile.proxy == NO_PROXY:
        return None, {}
    if profile.proxy != SYSTEM_PROXY:
        return profile.proxy, {}
    at = urlsplit(url)
    if not at.hostname or proxy_bypass(at.hostname):
        return None, {}
    known = getproxies()
    found = known.get(at.scheme) or known.get("all")
    return _shown(urlsplit(found if "://" in found else f"http://{found}")) if found else (None, {})


def _shown(at: SplitResult) -> tuple[str, dict[str, str]]:
    """Take name and password out of a proxy's address into the header that carries them."""
    host = at.netloc.rpartition("@")[2]
    if at.username is None:
        return f"{at.scheme}://{host}", {}
    known = f"{unquote(at.username)}:{unquote(at.password or '')}"
    shown = base64.b64encode(known.encode()).decode("ascii")
    return f"{at.scheme}://{host}", {"Proxy-Authorization": f"Basic {shown}"}
