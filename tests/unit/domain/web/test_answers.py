"""Every shape of web-services.md 1.4 and 1.5, and shapes nobody promised."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.domain.web.answers import Answer, Kind, Raw, judge

EMPTY = "Data tidak ditemukan"
JWT = {"message": "invalid or expired jwt", "data": None}
SUSPENDED = {"fault": {"code": 303001, "message": "Runtime Error", "description": "[ State : SUSPENDED ]"}}


def judged(status: int, body: Any, asked: Any = "read", **more: Any) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return judge(Raw(status, {}, content), asked, **more)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, {"code": 1, "data": {"id": "A"}}, Kind.FOUND),
        (200, {"code": 1, "data": [{"id": "A"}], "count": 1}, Kind.FOUND),
        (200, {"code": "1", "data": []}, Kind.FOUND),
        (200, {"results": [{"id": "1"}]}, Kind.FOUND),
        (200, [{"id": "1"}], Kind.FOUND),
        (404, {"code": 0, "data": EMPTY}, Kind.NOTHING),
        (200, {"code": 0, "data": EMPTY}, Kind.NOTHING),
        (200, {"code": 1, "data": EMPTY.upper() + "."}, Kind.NOTHING),
        (200, {"code": 0}, Kind.NOTHING),
        (200, {"code": 1, "data": None}, Kind.NOTHING),
        (404, {"message": "no such path"}, Kind.REFUSED),
        (400, {"message": "x", "data": "NIP tidak sah"}, Kind.REFUSED),
        (200, {"Error": "true", "Message": "tidak boleh"}, Kind.REFUSED),
        (200, {"Error": "true", "Message": EMPTY}, Kind.NOTHING),
        (401, JWT, Kind.SSO_TOKEN),
        (403, {"code": 0, "data": "Token SSO mismatch"}, Kind.SSO_MISMATCH),
        (401, {"code": "900901", "message": "Invalid Credentials"}, Kind.GATEWAY_TOKEN),
        (401, {"fault": {"code": 900902, "message": "Missing Credentials"}}, Kind.GATEWAY_TOKEN),
        (401, b"<am:fault><am:code>900901</am:code></am:fault>", Kind.GATEWAY_TOKEN),
        (503, SUSPENDED, Kind.SUSPENDED),
        (500, {"message": "Runtime Error", "description": "timed out"}, Kind.TRANSIENT),
        (429, {}, Kind.THROTTLED),
        (200, {"code": "900802", "message": "Message throttled out"}, Kind.THROTTLED),
        (502, b"<html><body>Bad Gateway</body></html>", Kind.TRANSIENT),
        (200, b"<!doctype html><title>Masuk Wi-Fi</title>", Kind.PORTAL),
        (511, b"<html></html>", Kind.PORTAL),
        (302, b"", Kind.PORTAL),
        (503, {"message": "Runtime Error", "description": "x" * 900 + " SUSPENDED"}, Kind.SUSPENDED),
        (200, b"", Kind.TRANSIENT),
        (200, b'{"code":1,"da', Kind.TRANSIENT),
        (200, b"[" * 100_000, Kind.TRANSIENT),
        (200, b"\xff\xfe\x00", Kind.TRANSIENT),
    ],
)
def test_read_is_judged_by_its_body(status: int, body: Any, kind: Kind) -> None:
    assert judged(status, body).kind is kind


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, {"success": True, "message": "success", "mapData": {"rwJabatanId": "A"}}, Kind.WRITTEN),
        (200, {"Error": "false", "Message": "ok"}, Kind.WRITTEN),
        (200, {"success": False, "message": "tidak sah"}, Kind.REFUSED),
        (200, {"success": True, "mapData": "nomor SK sudah ada"}, Kind.REFUSED),
        (200, {"code": 0, "message": "ditolak"}, Kind.REFUSED),
        (200, {}, Kind.TRANSIENT),
        (500, {"success": True}, Kind.TRANSIENT),
    ],
)
def test_write_is_judged_by_its_body(status: int, body: Any, kind: Kind) -> None:
    assert judged(status, body, "write").kind is kind


def test_write_gives_the_new_ids() -> None:
    told = judged(200, {"success": "true", "mapData": {"rwJabatanId": "A1"}}, "write")
    assert told.data == {"rwJabatanId": "A1"}


def test_refusal_keeps_the_service_s_own_words_shortened() -> None:
    words = judged(400, {"message": "x" * 900, "data": "y"}).words
    assert words.startswith("xxx")
    assert len(words) == 300


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("NIP 199001012015032901 tidak sah", "NIP [nomor] tidak sah"),
        ("NIP 19900101 201503 2 901!", "NIP [nomor]!"),
        ("nip lama P20006592", "nip lama [nomor]"),
        ("SK 12/PAK/2024 tanggal 01-02-2024 sudah ada", "SK 12/PAK/2024 tanggal 01-02-2024 sudah ada"),
        ("header Auth: bearer rahasia123 salah", "header Auth: [token] salah"),
        ("jwt eyJhbGciOi.eyJleHAiOjE.dGFuZGE salah", "jwt [token] salah"),
    ],
)
def test_numbers_of_people_and_tokens_are_taken_out_of_the_service_s_words(told: str, shown: str) -> None:
    assert judged(400, {"message": told}).words == shown


@pytest.mark.parametrize("status", [401, 403])
def test_refused_key_of_a_gateway_is_told_from_siasn_s_own_refusals(status: int) -> None:
    assert judged(status, {"message": "Forbidden"}, key_sent=True).kind is Kind.API_KEY
    assert judged(status, b"", key_sent=True).kind is Kind.API_KEY
    assert judged(status, JWT, key_sent=True).kind is Kind.SSO_TOKEN


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
shapes = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.integers(100, 599), st.binary(max_size=200) | shapes.map(lambda one: json.dumps(one).encode()))
def test_any_answer_has_one_kind(status: int, body: bytes) -> None:
    for asked in ("read", "write"):
        answer = judge(Raw(status, {}, body), asked)  # type: ignore[arg-type]
        assert answer.kind in Kind
        assert answer.data is None or answer.kind in (Kind.FOUND, Kind.WRITTEN)
