"""A practice SIASN over real HTTP on loopback: its envelopes, its two tokens and its real faults, seeded, on
synthetic people (web-services.md 1.2 to 1.6). Never a model of what the real one promises.
"""

import asyncio
import base64
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from padan.training.dice import Dice
from padan.training.siasn_records import PracticePerson, Row, practice_codes
from padan.training.siasn_writes import KINDS, WRITE_FAULTS, PracticeWrites

CONSUMER = ("kunci-latihan", "rahasia-latihan")
NOT_FOUND = "Data tidak ditemukan"
FAULTS = ("runtime", "reset", "empty", "html", "throttled", "suspended", "gateway", "cut", "slow")
_DEAD_GATEWAY = (
    (
        401,
        {"code": "900901", "message": "Invalid Credentials", "description": "Make sure you have provided…"},
    ),
    (
        401,
        {"fault": {"code": 900902, "message": "Missing Credentials", "description": "Missing Credentials"}},
    ),
)
_AM_FAULT = (
    '<am:fault xmlns:am="urn:am"><am:code>900901</am:code>'
    "<am:message>Invalid Credentials</am:message></am:fault>"
)


@dataclass
class Manner:
    """How the service behaves: a share of calls fails in the named ways; waits are short on loopback."""

    seed: int = 1
    rate: float = 0.0
    faults: tuple[str, ...] = FAULTS
    slow_seconds: float = 0.3
    retry_after: int = 1
    token_seconds: int = 3600
    sso_tokens: set[str] = field(default_factory=set)
    """Tokens that are let in; none given: every well-formed one."""
    dead_sso: set[str] = field(default_factory=set)
    write_rate: float = 0.0
    write_faults: tuple[str, ...] = WRITE_FAULTS


@dataclass
class Seen:
    """What the service saw, for tests and for the officer who watches it learn."""

    calls: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    tokens: int = 0


class PracticeSiasn:
    """The service as an aiohttp application; `answered` counts good answers by path."""

    def __init__(self, people: Mapping[str, PracticePerson], manner: Manner | None = None) -> None:
        self.people = people
        self.manner = manner or Manner()
        self.seen = Seen()
        self._dice = Dice(self.manner.seed)
        self.writes = PracticeWrites(people, self._dice, self.manner.write_rate, self.manner.write_faults)
        self.codes = practice_codes(people)
        self._gateway_tokens: dict[str, float] = {}

    def application(self) -> web.Application:
        """Return the routes; one application per running server."""
        made = web.Application()
        made.router.add_post("/oauth2/token", self._token)
        made.router.add_get("/apisiasn/1.0/pns/{call}/{nip}", self._person)
        made.router.add_get("/apisiasn/1.0/pns/data-utama-jabatansync", self._refresh)
        made.router.add_post("/apisiasn/1.0/upload-dok-rw", self._attach)
        made.router.add_get("/referensi_siasn/1/{set}/search", self._codes)
        for path in KINDS:
            made.router.add_post(f"/apisiasn/1.0{path}", self._write)
        made.router.add_get("/health", self._health)
        return made

    async def _health(self, _request: web.Request) -> web.Response:
        return web.json_response({"calls": sum(self.seen.calls.values()), "failed": self.seen.failed})

    async def _token(self, request: web.Request) -> web.StreamResponse:
        wanted = "Basic " + base64.b64encode(":".join(CONSUMER).encode()).decode()
        form = await request.post()
        if request.headers.get("Authorization") != wanted or form.get("grant_type") != "client_credentials":
            return web.json_response({"error": "invalid_client"}, status=401)
        self.seen.tokens += 1
        token = f"gerbang-{self.seen.tokens}"
        self._gateway_tokens = {token: time.monotonic() + self.manner.token_seconds}
        return web.json_response({"access_token": token, "expires_in": self.manner.token_seconds})

    async def _person(self, request: web.Request) -> web.StreamResponse:
        self.seen.calls[request.path] += 1
        refused = self._refused(request)
        if refused is not None:
            return refused
        if self._dice.chance(self.manner.rate):
            self.seen.failed += 1
            return await _FAULT_ANSWERS[self._dice.pick(self.manner.faults)](self, request)
        self.seen.answered[request.path] += 1
        return self._told(request.match_info["call"], request.match_info["nip"])

    async def _write(self, request: web.Request) -> web.StreamResponse:
        refused = self._refused(request)
        if refused is not None:
            return refused
        return await self.writes.take(request.path.removeprefix("/apisiasn/1.0"), request)

    async def _codes(self, request: web.Request) -> web.StreamResponse:
        """Tell a page of a code set: the gateway's token alone lets in; both envelopes occur."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if self._gateway_tokens.get(token, 0.0) <= time.monotonic():
            status, body = self._dice.pick(_DEAD_GATEWAY)
            return web.json_response(body, status=status)
        self.seen.calls[request.path] += 1
        rows = self.codes.get(request.match_info["set"], [])
        start, limit = (int(request.query.get(name, "0")) for name in ("offset", "limit"))
        page = rows[start : start + limit] if limit else rows
        return web.json_response({"results": page} if self._dice.chance(0.5) else page)

    async def _attach(self, request: web.Request) -> web.StreamResponse:
        return self._refused(request) or await self.writes.attach(request)

    async def _refresh(self, request: web.Request) -> web.StreamResponse:
        refused = self._refused(request)
        return refused or web.json_response(self.writes.refresh(request.query.get("pns_orang_id", "")))

    def _refused(self, request: web.Request) -> web.Response | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if self._gateway_tokens.get(token, 0.0) <= time.monotonic():
            status, body = self._dice.pick(_DEAD_GATEWAY)
            return web.json_response(body, status=status)
        sso = request.headers.get("Auth", "").removeprefix("bearer ")
        known = not self.manner.sso_tokens or sso in self.manner.sso_tokens
        if not sso or sso in self.manner.dead_sso:
            return web.json_response({"message": "invalid or expired jwt", "data": None}, status=401)
        if not known:
            return web.json_response({"code": 0, "data": "Token SSO mismatch"}, status=403)
        return None

    def _told(self, call: str, nip: str) -> web.Response:
        person = self.people.get(nip)
        if person is None:
            return self._nothing()
        if call == "data-utama":
            return web.json_response({"code": 1, "data": person.main})
        rows = person.histories.get(call)
        if not rows:
            return self._nothing(empty_list=True)
        told: Row = {"code": 1, "data": rows}
        if self._dice.chance(0.5):
            told["count"] = len(rows)
        return web.json_response(told)

    def _nothing(self, *, empty_list: bool = False) -> web.Response:
        """Be empty in one of the four ways."""
        ways: list[tuple[int, Row]] = [
            (404, {"code": 0, "data": NOT_FOUND}),
            (200, {"code": 0, "data": NOT_FOUND}),
            (200, {"code": 1, "data": NOT_FOUND}),
        ]
        if empty_list:
            ways.append((200, {"code": 1, "data": []}))
        status, body = self._dice.pick(ways)
        return web.json_response(body, status=status)

    async def _cut(self, request: web.Request) -> web.StreamResponse:
        whole = json.dumps({"code": 1, "data": {"nama": "X" * 400}})
        answer = web.StreamResponse(
            headers={"Content-Type": "application/json", "Content-Length": str(len(whole))}
        )
        await answer.prepare(request)
        await answer.write(whole[:100].encode())
        if request.transport is not None:
            request.transport.abort()
        return answer

    async def _gateway(self, _request: web.Request) -> web.StreamResponse:
        self._gateway_tokens = {}
        if self._dice.chance(0.5):
            return web.Response(status=401, text=_AM_FAULT, content_type="application/xml")
        status, body = self._dice.pick(_DEAD_GATEWAY)
        return web.json_response(body, status=status)

    async def _slow(self, request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(self.manner.slow_seconds)
        self.seen.failed -= 1
        self.seen.answered[request.path] += 1
        return self._told(request.match_info["call"], request.match_info["nip"])


async def _runtime(_service: PracticeSiasn, _request: web.Request) -> web.StreamResponse:
    body = {"message": "Runtime Error", "description": "Error connecting to the back end", "code": 101503}
    return web.json_response(body, status=500)


async def _suspended(_service: PracticeSiasn, _request: web.Request) -> web.StreamResponse:
    told = "Currently , Address endpoint : [ Name : x ] [ State : SUSPENDED ]"
    return web.json_response(
        {"fault": {"code": 303001, "message": "Runtime Error", "description": told}}, status=503
    )


async def _throttled(service: PracticeSiasn, _request: web.Request) -> web.StreamResponse:
    body = {"code": "900802", "message": "Message throttled out"}
    return web.json_response(body, status=429, headers={"Retry-After": str(service.manner.retry_after)})


async def _reset(_service: PracticeSiasn, request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _empty(service: PracticeSiasn, _request: web.Request) -> web.StreamResponse:
    return web.Response(status=502 if service.seen.failed % 2 else 200)


async def _html(_service: PracticeSiasn, _request: web.Request) -> web.StreamResponse:
    return web.Response(
        status=502, text="<html><body><h1>502 Bad Gateway</h1></body></html>", content_type="text/html"
    )


_Answerer = Callable[[PracticeSiasn, web.Request], Awaitable[web.StreamResponse]]
_FAULT_ANSWERS: dict[str, _Answerer] = {
    "runtime": _runtime,
    "suspended": _suspended,
    "throttled": _throttled,
    "reset": _reset,
    "empty": _empty,
    "html": _html,
    "cut": PracticeSiasn._cut,
    "gateway": PracticeSiasn._gateway,
    "slow": PracticeSiasn._slow,
}


def practice_token(ends: int) -> str:
    """Return a token with the shape of an SSO token that ends at a moment in seconds since 1970."""
    parts = ({"alg": "RS256", "typ": "JWT"}, {"exp": ends, "sub": "latihan"})
    text = [base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in parts]
    return ".".join((*text, "dGFuZGEtdGFuZ2FuLWxhdGloYW4"))
