"""One HTTP connection to a service: cookies, the ways it breaks, and caps on what an answer may weigh; knows
no tokens and no meaning.
"""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypedDict

import aiohttp

from padan.adapters.web.way import proxy_for, tls, tls_fault
from padan.common.codes import web as codes
from padan.common.errors import EnvironmentFault, Fault
from padan.domain.web.answers import Raw
from padan.domain.web.profile import ServiceProfile

LARGEST_ANSWER = 8 << 20
_CONNECT_SECONDS = 20
_PROXY_WANTS_NAME = 407


class NoAnswer(Exception):
    """The way broke before a whole answer was here: nobody knows whether the service acted. `why` is a
    short technical word without addresses, `fault` what to tell when it stays so.
    """

    def __init__(self, why: str, fault: Fault | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.fault = fault


@dataclass(frozen=True)
class Request:
    """What is asked: method, whole address, headers, and a form (with a PDF beside it) or a JSON
    body, or none; its repr shows
    neither token nor NIP.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    json: Mapping[str, object] | None = field(default=None, repr=False)
    paper: bytes | None = field(default=None, repr=False)


class Content(TypedDict, total=False):
    """What a request that changes something carries."""

    json: Mapping[str, object]
    form: Mapping[str, str]
    paper: bytes


class Connection:
    """An open client for one profile; used inside one event loop."""

    def __init__(self, profile: ServiceProfile) -> None:
        self._profile = profile
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, tuple[str | None, dict[str, str]]] = {}

    async def __aenter__(self) -> Self:
        profile = self._profile
        connector = aiohttp.TCPConnector(limit=profile.at_once, ssl=tls(profile.ca_file))
        wait = aiohttp.ClientTimeout(total=profile.seconds_a_call, sock_connect=_CONNECT_SECONDS)
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=wait,
            trust_env=False,
            cookie_jar=aiohttp.CookieJar(),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._session is not None
        await self._session.close()

    async def ask(self, request: Request) -> Raw:
        """Return the answer, whatever its status. NoAnswer when none came; EnvironmentFault when TLS must be
        mended by a person.
        """
        try:
            return await self._asked(request)
        except aiohttp.ClientConnectorCertificateError as error:
            raise tls_fault(error.certificate_error, self._profile) from None
        except aiohttp.ClientConnectorSSLError as error:
            raise tls_fault(error.__cause__ or error, self._profile) from None
        except (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError, aiohttp.InvalidURL):
            raise self._way(codes.PROXY_FAILED) from None
        except aiohttp.ClientConnectorDNSError:
            raise self._way(codes.HOST_UNKNOWN) from None
        except aiohttp.ClientConnectorError:
            raise self._way(codes.NOT_REACHED) from None
        except TimeoutError:
            raise NoAnswer("timeout") from None
        except (aiohttp.ClientError, ConnectionError, ssl.SSLError) as error:
            raise NoAnswer(type(error).__name__) from None

    async def _asked(self, request: Request) -> Raw:
        assert self._session is not None
        proxy, shown = self._proxy(request.url)
        async with self._session.request(
            request.method,
            request.url,
            headers=dict(request.headers),
            data=_form(request),
            json=request.json,
            proxy=proxy,
            proxy_headers=shown if proxy else None,
            allow_redirects=False,
        ) as answer:
            if answer.status == _PROXY_WANTS_NAME:
                raise self._way(codes.PROXY_FAILED)
            body = await _body(answer)
            return Raw(answer.status, {k.lower(): v for k, v in answer.headers.items()}, body)

    def _proxy(self, url: str) -> tuple[str | None, dict[str, str]]:
        """Look the proxy up once for each place: the system's answer costs as much as a call."""
        place = url.partition("://")[2].partition("/")[0]
        if place not in self._proxies:
            self._proxies[place] = proxy_for(self._profile, url)
        return self._proxies[place]

    def _way(self, code: int) -> NoAnswer:
        return NoAnswer("connection", EnvironmentFault(code, service=self._profile.name))


def _form(request: Request) -> aiohttp.FormData | Mapping[str, str] | None:
    if request.paper is None:
        return request.form
    made = aiohttp.FormData(request.form or {})
    made.add_field("file", request.paper, filename="dokumen.pdf", content_type="application/pdf")
    return made


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    """Read what came, up to the cap; a longer or endless answer is cut off with the connection."""
    parts, size = list[bytes](), 0
    async for part in answer.content.iter_chunked(1 << 16):
        size += len(part)
        if size > LARGEST_ANSWER:
            answer.close()
            raise NoAnswer("too large")
        parts.append(part)
        await asyncio.sleep(0)
    return b"".join(parts)
