"""Answers that are huge, endless or no HTTP at all are cut off; the run goes on and the next call is good."""

import asyncio
import gzip
import json
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from padan.adapters.web.connection import LARGEST_ANSWER
from padan.adapters.web.siasn_reader import SiasnReader
from padan.common.progress import Cancel, no_progress
from padan.domain.web.answers import Kind
from padan.domain.web.profile import GatewayHolder, SsoHolder
from padan.domain.web.service import Question, Secrets, Told
from padan.domain.web.siasn_people import Call

from .conftest import QUICK, profile_at

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
GOOD = b'{"code":1,"data":{"id":"A","nama":"BAIK"}}'
MEBI = 1 << 20


def whole(body: bytes, *more: bytes) -> bytes:
    return HEAD + b"".join(one + b"\r\n" for one in more) + b"Content-Length: %d\r\n\r\n" % len(body) + body


SPOILT = {
    "huge": whole(b'{"code":1,"data":"' + b"x" * (LARGEST_ANSWER + MEBI) + b'"}'),
    "bomb": whole(gzip.compress(b"0" * (64 * MEBI)), b"Content-Encoding: gzip"),
    "no_gzip": whole(b"bukan gzip sama sekali", b"Content-Encoding: gzip"),
    "unknown_coding": whole(b"\x28\xb5\x2f\xfd\x00", b"Content-Encoding: br, zstd, rahasia"),
    "no_http": b"220 layanan-surat.invalid ESMTP siap\r\n",
    "nothing": b"",
    "status": b"HTTP/1.1 dua-ratus OK\r\n\r\n",
    "header_without_end": HEAD + b"X-Panjang: " + b"y" * MEBI,
    "headers_without_end": HEAD + b"".join(b"X-%d: y\r\n" % n for n in range(100_000)),
    "length_lies": HEAD + b"Content-Length: 900\r\n\r\n" + GOOD,
    "length_is_no_number": HEAD + b"Content-Length: banyak\r\n\r\n" + GOOD,
    "chunk_is_no_number": HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc",
    "chunk_breaks_off": HEAD + b"Transfer-Encoding: chunked\r\n\r\n10\r\n" + GOOD[:5],
    "not_text": whole(bytes(range(256)) * 10),
    "not_json": whole(b'{"code":1,"data":{"nama":'),
    "deep": whole(b"[" * 200_000),
    "long_number": whole(b'{"code":1,"data":' + b"9" * 10_000 + b"}"),
    "cookies": whole(GOOD[:-2], b"Set-Cookie: \xff\xfe=\x01; Domain=\x00", b"Set-Cookie: pdns"),
    "moved_to_nowhere": b"HTTP/1.1 100 Continue\r\n\r\n" * 50,
}


class Spoilt:
    """Answers every other connection with the given bytes, forever the same ones where `endless`."""

    def __init__(self, answer: bytes, endless: bytes = b"", pause: float = 0.0) -> None:
        self.answer = answer
        self.endless = endless
        self.pause = pause
        self.sent = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            good = b"/000000000000000002" in head
            writer.write(whole(GOOD, b"Connection: close") if good else self.answer)
            await writer.drain()
            while self.endless and not good:
                writer.write(self.endless)
                self.sent += len(self.endless)
                await writer.drain()
                await asyncio.sleep(self.pause)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


@contextmanager
def answering(spoilt: Spoilt) -> Iterator[int]:
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(spoilt.serve, "127.0.0.1", 0))
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


def read(spoilt: Spoilt, seconds: int = 20) -> dict[int, Told]:
    """Ask about a person whose answer is spoilt, then about one whose answer is good."""
    told: list[Told] = []
    with answering(spoilt) as port:
        profile = replace(
            profile_at(port, seconds_a_call=seconds, at_once=1),
            gateway_by=GatewayHolder.GATEWAY,
            sso_by=SsoHolder.GATEWAY,
        )
        asked = [Question(row, f"{row:018d}", Call.MAIN) for row in (1, 2)]
        SiasnReader(QUICK).read_people(profile, Secrets(), asked, told.extend, no_progress, Cancel())
    return {one.question.row: one for one in told}


@pytest.mark.parametrize("name", SPOILT)
def test_spoilt_answer_fails_one_call_and_the_next_is_good(name: str) -> None:
    told = read(Spoilt(SPOILT[name]))
    assert told[1].answer.kind is Kind.TRANSIENT
    assert told[2].answer.kind is Kind.FOUND


@pytest.mark.parametrize("coding", [b"Transfer-Encoding: chunked", b"Content-Length: 99999999999"])
def test_endless_answer_is_cut_off_before_it_fills_the_memory(coding: bytes) -> None:
    part = b"x" * (MEBI // 4)
    chunk = b"%x\r\n" % len(part) + part + b"\r\n" if b"chunked" in coding else part
    spoilt = Spoilt(HEAD + coding + b"\r\n\r\n", chunk)
    tracemalloc.start()
    try:
        told = read(spoilt)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert told[1].answer.kind is Kind.TRANSIENT
    assert told[2].answer.kind is Kind.FOUND
    assert most < 4 * LARGEST_ANSWER
    assert spoilt.sent < 4 * (LARGEST_ANSWER + 16 * MEBI)


def test_answer_that_drips_without_end_is_cut_off_by_the_clock() -> None:
    told = read(Spoilt(HEAD + b"Content-Length: 9999\r\n\r\n", b" ", pause=0.05), seconds=1)
    assert (told[1].answer.kind, told[1].answer.words) == (Kind.TRANSIENT, "timeout")
    assert told[2].answer.kind is Kind.FOUND


def test_bomb_does_not_unpack_beyond_the_cap() -> None:
    bomb = gzip.compress(b" " * (256 * MEBI))
    tracemalloc.start()
    try:
        told = read(Spoilt(whole(bomb, b"Content-Encoding: gzip")))
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert told[1].answer.kind is Kind.TRANSIENT
    assert most < 8 * LARGEST_ANSWER


def test_signs_that_no_text_may_hold_do_not_stop_the_run() -> None:
    odd = json.dumps({"code": 1, "data": {"id": "A", "nama": "A\ud800B\x00C\r\nD"}}).encode()
    told = read(Spoilt(whole(odd)))
    assert told[1].answer.kind is Kind.FOUND
