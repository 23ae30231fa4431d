"""What an answer of SIASN means (web-services.md 1.4, 1.5, 1.8): the body decides, not the status; no
network.

An answer goes one way:

    bytes ──decode──► JSON | XML fault | HTML | nothing of these
      JSON/XML ──names a fault?──► one of the token, key, throttling, suspended, transient kinds
      JSON ──family of envelope──► FOUND | NOTHING | WRITTEN | REFUSED
      HTML ──► PORTAL (the status says all is well) | TRANSIENT (an error page)
    elsewhere (3xx) ──► PORTAL: the service sends nobody anywhere, a network's login page does
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from padan.common.text import storable

Asked = Literal["read", "write"]


class Kind(StrEnum):
    """What to do about an answer; the kinds after REFUSED are faults of the way, not of the question."""

    FOUND = "found"
    NOTHING = "nothing"
    WRITTEN = "written"
    REFUSED = "refused"
    GATEWAY_TOKEN = "gateway_token"  # noqa: S105 - the name of a kind
    SSO_TOKEN = "sso_token"  # noqa: S105 - the name of a kind
    SSO_MISMATCH = "sso_mismatch"
    API_KEY = "api_key"
    SUSPENDED = "suspended"
    THROTTLED = "throttled"
    PORTAL = "portal"
    TRANSIENT = "transient"


@dataclass(frozen=True)
class Answer:
    """A judged answer. `data` is what was found or the ids a write gave; `words` are the service's own,
    shortened, for the officer; `code` the gateway's number where it gave one.
    """

    kind: Kind
    data: object = field(default=None, repr=False)
    words: str = ""
    code: str = ""


@dataclass(frozen=True)
class Raw:
    """An answer as it came; header names in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)


NOT_FOUND_TEXT = "data tidak ditemukan"
_WORDS_KEPT = 300
_GATEWAY_DEAD = frozenset(f"90090{last}" for last in range(6))
_SUSPENDED_CODE = "303001"
_XML_PART = re.compile(r"<(?:\w+:)?(code|message|description)>\s*(.*?)\s*</", re.DOTALL | re.IGNORECASE)
_NUMBER = re.compile(r"\d(?:[ .-]?\d){8,}|\bP\d{8}\b")
_TOKEN = re.compile(r"[\w-]{8,}\.[\w-]{8,}\.[\w-]*|(?i:bearer|basic)\s+\S+")
_TOLD = ("message", "description", "data", "error_description", "mapData", "error")
_DEAD_JWT = ("invalid or expired jwt", "missing or malformed jwt")
_MISMATCH = "token sso mismatch"
_RUNTIME = "runtime error"
_SIASN_KEYS = frozenset({"code", "data", "success", "Error"})
_TOO_MANY = 429
_SERVER = 500
_MISSING = 404
_UNAUTHORIZED = (401, 403)
_PORTAL = 511


def judge(raw: Raw, asked: Asked = "read", *, key_sent: bool = False) -> Answer:
    """Return what the answer means; `key_sent`: an X-Api-Key went along, whose refusal has no body of
    SIASN's.
    """
    text = raw.body.decode("utf-8-sig", "replace").strip()
    if 300 <= raw.status < 400:
        return Answer(Kind.PORTAL)
    if text.startswith("<"):
        return _marked_up(raw, text)
    content = _json(text)
    if isinstance(content, list):
        return Answer(Kind.FOUND, content) if raw.status < _SERVER else Answer(Kind.TRANSIENT)
    if not isinstance(content, dict):
        return _wordless(raw, text, key_sent)
    flat = _flat(content)
    fault = _fault(raw, flat, key_sent)
    if fault is not None:
        return fault
    return _written(raw, flat) if asked == "write" else _read(raw, flat)


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _flat(content: Mapping[str, object]) -> dict[str, object]:
    """Return the keys of WSO2's `fault`, if any, among the others; family three's capitals as the rest."""
    inner = content.get("fault")
    flat = dict(content)
    if isinstance(inner, Mapping):
        flat |= inner
    for capital, plain in (("Message", "message"), ("Data", "data")):
        if capital in flat and plain not in flat:
            flat[plain] = flat[capital]
    return flat


def _words(content: Mapping[str, object]) -> str:
    return _veiled(_whole(content))[:_WORDS_KEPT]


def _whole(content: Mapping[str, object]) -> str:
    told = [str(content[name]).strip() for name in _TOLD if isinstance(content.get(name), str)]
    return " · ".join(one for one in dict.fromkeys(told) if one)


def _veiled(words: str) -> str:
    """Take people's numbers and tokens out of a service's words: those are shown, written down, sent on."""
    return _TOKEN.sub("[token]", _NUMBER.sub("[nomor]", storable(words)))


def _fault(raw: Raw, content: Mapping[str, object], key_sent: bool) -> Answer | None:
    """Return the fault of the way that the body names, or that only the status tells."""
    words, code = _words(content), _code(content)
    told = _whole(content).casefold()
    signs = (
        (any(one in told for one in _DEAD_JWT), Kind.SSO_TOKEN),
        (_MISMATCH in told, Kind.SSO_MISMATCH),
        (code == _SUSPENDED_CODE or (_RUNTIME in told and "suspended" in told), Kind.SUSPENDED),
        (code in _GATEWAY_DEAD, Kind.GATEWAY_TOKEN),
        (raw.status == _TOO_MANY or code.startswith("9008"), Kind.THROTTLED),
        (_RUNTIME in told or raw.status >= _SERVER, Kind.TRANSIENT),
        (raw.status in _UNAUTHORIZED and key_sent and not _SIASN_KEYS & set(content), Kind.API_KEY),
    )
    kind = next((kind for sign, kind in signs if sign), None)
    return Answer(kind, words=words, code=code) if kind else None


def _code(content: Mapping[str, object]) -> str:
    """Return a gateway's code; the envelope's own 0 and 1 are none."""
    code = str(content.get("code", "")).strip()
    return code if len(code) > 1 else ""


def _read(raw: Raw, content: Mapping[str, object]) -> Answer:
    data, words = content.get("data", content.get("results")), _words(content)
    if _says_nothing(data) or _says_nothing(content.get("message")):
        return Answer(Kind.NOTHING, words=words)
    no = _is(content.get("code"), "0")
    if no and raw.status in (*range(200, 300), _MISSING) and not words:
        return Answer(Kind.NOTHING)
    if no or raw.status >= 400 or _is(content.get("Error"), "true") or _is(content.get("success"), "false"):
        return Answer(Kind.REFUSED, words=words)
    if isinstance(data, dict | list):
        return Answer(Kind.FOUND, data)
    return Answer(Kind.NOTHING if "data" in content and not data else Kind.TRANSIENT, words=words)


def _says_nothing(told: object) -> bool:
    return isinstance(told, str) and told.strip().rstrip(".").casefold() == NOT_FOUND_TEXT


def _written(raw: Raw, content: Mapping[str, object]) -> Answer:
    words = _words(content)
    no = (
        _is(content.get("success"), "false")
        or _is(content.get("Error"), "true")
        or _is(content.get("code"), "0")
        or isinstance(content.get("mapData"), str)
    )
    if no or raw.status >= 400:
        return Answer(Kind.REFUSED, words=words)
    yes = (
        _is(content.get("success"), "true")
        or _is(content.get("Error"), "false")
        or _is(content.get("code"), "1")
    )
    if not yes:
        return Answer(Kind.TRANSIENT, words=words)
    given = content.get("mapData", content.get("data"))
    return Answer(Kind.WRITTEN, given if isinstance(given, Mapping) else {}, words=words)


def _is(value: object, wanted: str) -> bool:
    return value is not None and str(value).strip().casefold() == wanted


def _marked_up(raw: Raw, text: str) -> Answer:
    """An XML fault of the gateway, a login page of the network, or an error page."""
    parts = {name.casefold(): told for name, told in _XML_PART.findall(text[:20_000])}
    if parts:
        fault = _fault(raw, parts, key_sent=False)
        return fault or Answer(Kind.TRANSIENT, words=_words(parts), code=_code(parts))
    if raw.status < 400 or raw.status == _PORTAL:
        return Answer(Kind.PORTAL)
    if raw.status == _TOO_MANY:
        return Answer(Kind.THROTTLED)
    return Answer(Kind.TRANSIENT)


def _wordless(raw: Raw, text: str, key_sent: bool) -> Answer:
    """Neither JSON with a shape nor markup: what is left is the status."""
    if raw.status == _TOO_MANY:
        return Answer(Kind.THROTTLED)
    if raw.status in _UNAUTHORIZED:
        return Answer(Kind.API_KEY if key_sent else Kind.GATEWAY_TOKEN, words=_veiled(text)[:_WORDS_KEPT])
    return Answer(Kind.TRANSIENT)
