"""SIASN's manners over one connection: two tokens, pacing, holds of the whole client, retries; judges by
`domain.web.answers` and stores nothing.

One call goes:

    waits for its turn (pacing, hold) → asked → judged
      GATEWAY_TOKEN ─► a new token if this one was really refused, once more; then this call failed, and when
                       three new tokens in a row were refused the run stops
      SUSPENDED, THROTTLED ─► everybody waits, then again; too long: the run stops and tells why
      TRANSIENT, no answer ─► again with backoff, three times; then this call failed, the others go on
      SSO_TOKEN, SSO_MISMATCH, API_KEY, PORTAL ─► the run stops: only a person can mend it
      FOUND, NOTHING, REFUSED ─► settled
"""

import asyncio
import base64
import json
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

from padan.adapters.web.connection import Connection, Content, NoAnswer, Request
from padan.common.codes import web as codes
from padan.common.errors import EnvironmentFault, Fault, UserFault
from padan.domain.web.answers import Answer, Asked, Kind, Raw, judge
from padan.domain.web.profile import GatewayHolder, ServiceProfile, SsoHolder
from padan.domain.web.service import Secrets

_ATTEMPTS = 4
_LONGEST_HOLD = 600.0
_HOLDS = 4
_REFUSALS = 3
_EARLY = 30.0
_HOUR = 3600
_STOPS = {
    Kind.SSO_TOKEN: codes.SSO_TOKEN_ENDED,
    Kind.SSO_MISMATCH: codes.SSO_TOKEN_MISMATCH,
    Kind.API_KEY: codes.API_KEY_REFUSED,
    Kind.PORTAL: codes.NETWORK_PORTAL,
}


@dataclass(frozen=True)
class Patience:
    """How long to wait: `suspended` at least 30 s with the real service (web-services.md 1.5)."""

    suspended: float = 30.0
    first: float = 1.0
    throttled: float = 10.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = field(default=random.random)


@dataclass
class _Token:
    value: str = field(default="", repr=False)
    number: int = 0
    ends: float = 0.0


class Siasn:
    """A session with SIASN; used inside one event loop."""

    def __init__(
        self, connection: Connection, profile: ServiceProfile, secrets: Secrets, patience: Patience
    ) -> None:
        self._connection = connection
        self._profile = profile
        self._secrets = secrets
        self._patience = patience
        self._token = _Token()
        self._refresh = asyncio.Lock()
        self._next_turn = 0.0
        self._held_until = 0.0
        self._holds = 0
        self._refusals = 0
        self._way_broken: Fault | None = None

    async def open_gateway(self) -> None:
        """Get a gateway token, if this office holds its key."""
        await self._gateway_token()

    async def write(self, path: str, content: Content) -> Answer:
        """Return WRITTEN or REFUSED; any other answer, and any fault, means that nobody knows. Sent again
        only after the gateway refused it, when the service never saw it.
        """
        refreshed = 0
        while True:
            token = await self._gateway_token()
            request = Request("POST", self._profile.address(path), self._headers(token), **content)
            answer = await self._asked(request, "write")
            if answer.kind is Kind.GATEWAY_TOKEN:
                refreshed += self._refused(token)
            elif answer.kind not in (Kind.SUSPENDED, Kind.THROTTLED):
                return self._given_up(answer) if answer.kind is Kind.TRANSIENT else answer
            if refreshed > 1:
                return answer

    async def read(
        self, path: str, parameters: Mapping[str, str] | None = None, asked: Asked = "read"
    ) -> Answer:
        """Return FOUND, NOTHING, REFUSED or, after all attempts, TRANSIENT; faults stop the run. With `asked`
        "write" the answer of a request that may be repeated is judged as a write's.
        """
        url = path if "://" in path else self._profile.address(path)
        if parameters:
            url += "?" + urlencode(parameters)
        transient = refreshed = 0
        while True:
            token = await self._gateway_token()
            answer = await self._asked(Request("GET", url, self._headers(token)), asked)
            if answer.kind is Kind.GATEWAY_TOKEN:
                refreshed += self._refused(token)
            elif answer.kind is Kind.TRANSIENT:
                transient += 1
            elif answer.kind not in (Kind.SUSPENDED, Kind.THROTTLED):
                return answer
            if transient >= _ATTEMPTS or refreshed > 1:
                return self._given_up(answer)
            if answer.kind is Kind.TRANSIENT:
                await self._back_off(transient)

    async def _asked(self, request: Request, asked: Asked) -> Answer:
        await self._turn()
        try:
            raw = await self._connection.ask(request)
        except NoAnswer as broken:
            self._way_broken = broken.fault
            return Answer(Kind.TRANSIENT, words=broken.why)
        self._way_broken = None
        answer = judge(raw, asked, key_sent=bool(self._profile.key_header))
        if answer.kind in _STOPS:
            raise self._stopped(answer)
        if answer.kind in (Kind.SUSPENDED, Kind.THROTTLED):
            self._hold(answer, raw)
        elif answer.kind not in (Kind.TRANSIENT, Kind.GATEWAY_TOKEN):
            self._holds = self._refusals = 0
        return answer

    async def _turn(self) -> None:
        """Wait for a place in the pace, and for the end of a hold, which may grow meanwhile."""
        pace = 60.0 / self._profile.calls_a_minute if self._profile.calls_a_minute else 0.0
        now = self._patience.clock()
        turn = max(now, self._next_turn)
        self._next_turn = turn + pace
        while (wait := max(turn, self._held_until) - self._patience.clock()) > 0:
            await self._patience.sleep(wait)

    def _hold(self, answer: Answer, raw: Raw) -> None:
        """Let everybody wait; too often or too long and the officer is asked."""
        now = self._patience.clock()
        if now < self._held_until:
            return
        self._holds += 1
        asked = _retry_after(raw)
        throttled = answer.kind is Kind.THROTTLED
        wait = (
            asked
            if asked is not None
            else self._patience.throttled
            if throttled
            else self._patience.suspended
        )
        if not throttled:
            wait = max(wait, self._patience.suspended)
        if self._holds > _HOLDS or wait > _LONGEST_HOLD:
            code = codes.SERVICE_THROTTLED if throttled else codes.SERVICE_SUSPENDED
            raise EnvironmentFault(code, service=self._profile.name, contact=self._profile.contact)
        self._held_until = now + wait

    def _given_up(self, answer: Answer) -> Answer:
        """One call that fails is noted as such; a way that stays broken stops everything."""
        if self._way_broken is not None:
            raise self._way_broken
        return Answer(Kind.TRANSIENT, words=answer.words, code=answer.code)

    async def _back_off(self, attempt: int) -> None:
        await self._patience.sleep(
            self._patience.first * 2 ** (attempt - 1) * (0.5 + self._patience.jitter())
        )

    def _headers(self, token: _Token) -> dict[str, str]:
        headers = {"Accept": "application/json"}
        if token.value:
            headers["Authorization"] = f"Bearer {token.value}"
        if self._profile.sso_by is not SsoHolder.GATEWAY and self._secrets.sso_token:
            headers["Auth"] = f"bearer {self._secrets.sso_token}"
        if self._profile.key_header:
            headers[self._profile.key_header] = self._secrets.gateway_key
        return headers

    def _stopped(self, answer: Answer) -> Fault:
        """A token that the gateway holds is its contact's matter, and the message says so."""
        profile = self._profile
        ours = profile.sso_by is not SsoHolder.GATEWAY
        if answer.kind in (Kind.SSO_TOKEN, Kind.SSO_MISMATCH) and not ours:
            return EnvironmentFault(codes.GATEWAY_TOKENS, service=profile.name, contact=profile.contact)
        code = _STOPS[answer.kind]
        values = {"service": profile.name, "contact": profile.contact}
        if answer.kind is Kind.PORTAL:
            return EnvironmentFault(code, **values)
        return UserFault(code, **values)

    def _refused(self, token: _Token) -> int:
        """A gateway token was refused: forget it, unless another call already did. Returns 1 when it was this
        call that did.
        """
        values = {"service": self._profile.name, "contact": self._profile.contact}
        if self._profile.gateway_by is GatewayHolder.GATEWAY:
            raise EnvironmentFault(codes.GATEWAY_TOKENS, **values)
        if token.number != self._token.number or not self._token.ends:
            return 0
        self._refusals += 1
        if self._refusals >= _REFUSALS:
            raise UserFault(codes.GATEWAY_REFUSED, **values)
        self._token.ends = 0.0
        return 1

    async def _gateway_token(self) -> _Token:
        """Return a living token; one call at a time fetches it, and looks again once it is its turn."""
        if self._profile.gateway_by is GatewayHolder.GATEWAY:
            return _Token()
        if self._token.ends <= self._patience.clock():
            async with self._refresh:
                if self._token.ends <= self._patience.clock():
                    self._token = await self._fetched(self._token.number + 1)
        return self._token

    async def _fetched(self, number: int) -> _Token:
        request = Request(
            "POST",
            self._profile.gateway_token,
            {"Accept": "application/json", "Authorization": f"Basic {_basic(self._secrets)}"},
            form={"grant_type": "client_credentials"},
        )
        for attempt in range(1, _ATTEMPTS + 1):
            status, content = await self._token_answer(request)
            token = content.get("access_token")
            if isinstance(token, str) and token:
                lasts = content.get("expires_in")
                seconds = float(lasts) if isinstance(lasts, int | float) and lasts > 0 else float(_HOUR)
                return _Token(
                    token, number, self._patience.clock() + max(1.0, seconds - min(_EARLY, seconds / 2))
                )
            if status in (400, 401, 403):
                raise UserFault(
                    codes.GATEWAY_REFUSED, service=self._profile.name, contact=self._profile.contact
                )
            if attempt < _ATTEMPTS:
                await self._back_off(attempt)
        raise self._way_broken or EnvironmentFault(
            codes.GATEWAY_SILENT, service=self._profile.name, contact=self._profile.contact
        )

    async def _token_answer(self, request: Request) -> tuple[int, Mapping[str, object]]:
        """Return status and content, 0 and nothing when none came; a network's own page stops the run."""
        self._way_broken = None
        try:
            raw = await self._connection.ask(request)
            if judge(raw).kind is Kind.PORTAL:
                raise self._stopped(Answer(Kind.PORTAL))
            content = json.loads(raw.body)
        except NoAnswer as broken:
            self._way_broken = broken.fault
            return 0, {}
        except (ValueError, RecursionError):
            return 0, {}
        return raw.status, content if isinstance(content, dict) else {}


def _basic(secrets: Secrets) -> str:
    return base64.b64encode(f"{secrets.consumer_key}:{secrets.consumer_secret}".encode()).decode("ascii")


def _retry_after(raw: Raw) -> float | None:
    """Return the seconds of Retry-After, which may be a date."""
    told = raw.headers.get("retry-after", "").strip()
    if told.isdecimal():
        return float(told)
    try:
        moment = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError):
        return None
    if moment.tzinfo is None:
        return None
    sent = raw.headers.get("date", "")
    try:
        now = parsedate_to_datetime(sent)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, TypeError, IndexError):
        return None
