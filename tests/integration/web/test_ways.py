"""The way to a service: certificates, proxies, and networks that answer in the service's place."""

import asyncio
import base64
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from padan.adapters.web.siasn_reader import SiasnReader
from padan.adapters.web.way import tls
from padan.common.codes import web as codes
from padan.domain.web.profile import ServiceProfile, parse_profile
from padan.domain.web.service import Secrets
from padan.training.siasn_records import PracticePerson
from padan.training.siasn_service import CONSUMER, PracticeSiasn, practice_token

from .authority import Authority
from .conftest import QUICK, Running, profile_at, serving

Start = Callable[..., Running]
STRANGER = "199912312030121009"
SECRETS = Secrets(*CONSUMER, practice_token(4_000_000_000))


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def secure(port: int, authority: Authority | None = None, host: str = "127.0.0.1") -> ServiceProfile:
    base = f"https://{host}:{port}"
    return profile_at(
        port,
        base=f"{base}/apisiasn/1.0",
        gateway_token=f"{base}/oauth2/token",
        ca_file=str(authority.file) if authority else "",
    )


def tried(profile: ServiceProfile) -> int:
    """Return the code of the step that failed, 0 when all held."""
    return SiasnReader(QUICK).try_out(profile, SECRETS, STRANGER)[-1].code


@pytest.fixture
def practice(people: dict[str, PracticePerson]) -> web.Application:
    return PracticeSiasn(people).application()


def test_own_authority_is_accepted(practice: web.Application, authority: Authority) -> None:
    with serving(practice, authority.context()) as port:
        assert tried(secure(port, authority)) == 0


@pytest.mark.parametrize(
    ("host", "made", "code"),
    [
        ("127.0.0.1", {"by_itself": True}, codes.TLS_UNTRUSTED),
        ("127.0.0.1", {"days": (-3, -1)}, codes.TLS_EXPIRED),
        ("127.0.0.1", {"days": (1, 3)}, codes.TLS_EXPIRED),
        ("layanan.contoh.invalid", {}, codes.TLS_WRONG_HOST),
        ("127.0.0.2", {}, codes.TLS_WRONG_HOST),
    ],
)
def test_wrong_certificate_has_its_own_code_and_nothing_is_asked(
    people: dict[str, PracticePerson], authority: Authority, host: str, made: dict[str, Any], code: int
) -> None:
    service = PracticeSiasn(people)
    with serving(service.application(), authority.context(host, **made)) as port:
        assert tried(secure(port, authority)) == code
    assert (service.seen.tokens, service.seen.calls) == (0, {})


def test_authority_that_the_profile_does_not_name_is_untrusted(
    practice: web.Application, authority: Authority
) -> None:
    with serving(practice, authority.context()) as port:
        assert tried(secure(port)) == codes.TLS_UNTRUSTED


def test_service_without_tls_is_not_asked_in_plain(people: dict[str, PracticePerson]) -> None:
    service = PracticeSiasn(people)
    with serving(service.application()) as port:
        assert tried(secure(port)) == codes.TLS_FAILED
    assert service.seen.tokens == 0


@pytest.mark.parametrize("content", [None, b"", b"bukan sertifikat"])
def test_authority_file_that_is_none_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    assert tried(replace(profile_at(9), ca_file=str(path))) == codes.CA_FILE_UNUSABLE


OFF = {
    "PYTHONHTTPSVERIFY": "0",
    "CURL_CA_BUNDLE": "",
    "REQUESTS_CA_BUNDLE": "",
    "NODE_TLS_REJECT_UNAUTHORIZED": "0",
    "AIOHTTP_NO_EXTENSIONS": "1",
    "PADAN_INSECURE": "1",
}


def test_environment_does_not_switch_verification_off(
    practice: web.Application,
    authority: Authority,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in OFF.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "kunci.log"))
    context = tls("")
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    with serving(practice, authority.context()) as port:
        assert tried(secure(port)) == codes.TLS_UNTRUSTED
        assert tried(secure(port, authority)) == 0
    assert not (tmp_path / "kunci.log").exists()


@pytest.mark.parametrize("name", ["verify", "verify_tls", "ssl", "insecure", "periksa_sertifikat"])
def test_profile_has_no_word_that_switches_verification_off(name: str) -> None:
    from padan.common.errors import UserFault
    from padan.domain.plain import to_plain

    plain = to_plain(profile_at(9))
    assert isinstance(plain, dict)
    with pytest.raises(UserFault) as refused:
        parse_profile({**plain, name: False})
    assert refused.value.code == codes.PROFILE_INVALID


def answering(status: int, text: str, **headers: str) -> web.Application:
    async def answer(_request: web.Request) -> web.Response:
        kind = "text/html" if text else "text/plain"
        return web.Response(status=status, text=text, content_type=kind, headers=headers)

    made = web.Application()
    made.router.add_route("*", "/{any:.*}", answer)
    return made


@pytest.mark.parametrize(
    "page",
    [
        answering(200, "<!DOCTYPE html><title>Masuk Wi-Fi</title>"),
        answering(302, "", Location="http://masuk.invalid/"),
        answering(307, "<html>pindah</html>", Location="http://masuk.invalid/"),
        answering(511, "<html>masuk dahulu</html>"),
    ],
)
def test_network_that_answers_with_its_own_page_is_named(page: web.Application) -> None:
    with serving(page) as port:
        assert tried(profile_at(port)) == codes.NETWORK_PORTAL


def test_page_of_errors_is_no_portal() -> None:
    with serving(answering(502, "<html>Bad Gateway</html>")) as port:
        assert tried(profile_at(port)) == codes.GATEWAY_SILENT


def test_host_that_nobody_knows_is_told_at_the_token() -> None:
    base = "https://layanan-yang-tidak-ada.invalid"
    profile = profile_at(9, base=f"{base}/api", gateway_token=f"{base}/token")
    assert tried(profile) == codes.HOST_UNKNOWN


def test_service_that_is_off_is_told_at_the_token() -> None:
    assert tried(profile_at(9)) == codes.NOT_REACHED


class Proxy:
    """A proxy on loopback that tunnels what it is asked; `wanted` is the name it wants to be shown."""

    def __init__(self, wanted: str = "") -> None:
        self.wanted = wanted
        self.tunnels: list[str] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        told = base64.b64encode(self.wanted.encode()).decode()
        if self.wanted and f"Basic {told}" not in head:
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            writer.close()
            return
        target = head.split()[1]
        self.tunnels.append(target)
        host, _, port = target.partition(":")
        there = await asyncio.open_connection(host, int(port))
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        with suppress(asyncio.CancelledError):  # the end of the test
            await asyncio.gather(_pump(reader, there[1]), _pump(there[0], writer))


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(65_536):
            target.write(data)
            await target.drain()
    except ConnectionError:
        pass
    finally:
        target.close()


@contextmanager
def proxying(proxy: Proxy) -> Iterator[int]:
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(proxy.serve, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def end() -> None:
        server.close()
        rest = [one for one in asyncio.all_tasks() if one is not asyncio.current_task()]
        for one in rest:
            one.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def test_proxy_of_the_profile_is_used_and_certificates_are_still_checked(
    practice: web.Application, authority: Authority
) -> None:
    proxy = Proxy()
    with serving(practice, authority.context()) as port, proxying(proxy) as by:
        through = f"http://127.0.0.1:{by}"
        assert tried(replace(secure(port, authority), proxy=through)) == 0
        assert proxy.tunnels[0] == f"127.0.0.1:{port}"
        assert tried(replace(secure(port), proxy=through)) == codes.TLS_UNTRUSTED


def test_proxy_of_the_system_is_used_with_its_name_and_none_when_told_so(
    practice: web.Application, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = Proxy("petugas:rahasia")
    for name in ("no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving(practice, authority.context()) as port, proxying(proxy) as by:
        profile = replace(secure(port, authority), proxy="system")
        monkeypatch.setenv("https_proxy", f"petugas:rahasia@127.0.0.1:{by}")
        assert tried(profile) == 0
        assert len(proxy.tunnels) > 0
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{by}")
        assert tried(profile) == codes.PROXY_FAILED
        monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
        assert tried(profile) == codes.PROXY_FAILED
        assert tried(replace(profile, proxy="none")) == 0
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert tried(profile) == 0


def test_passwords_of_other_programs_do_not_take_our_token_s_place(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "netrc"
    path.write_text("default login orang password lain\n")
    path.chmod(0o600)
    monkeypatch.setenv("NETRC", str(path))
    assert tried(replace(start().profile, proxy="system")) == 0
