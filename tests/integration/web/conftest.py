"""A practice service on loopback in a thread of its own, and a profile that leads to it."""

import asyncio
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from padan.adapters.vault import crypto
from padan.adapters.web.siasn import Patience
from padan.adapters.web.siasn_reader import SiasnReader
from padan.domain.web.profile import GatewayHolder, ServiceProfile, SsoHolder
from padan.domain.web.service import Secrets
from padan.training.registers import generate
from padan.training.siasn_records import PracticePerson, practice_people
from padan.training.siasn_service import CONSUMER, Manner, PracticeSiasn, practice_token

if TYPE_CHECKING:
    from .office import Office

QUICK = Patience(suspended=0.05, first=0.01, throttled=0.05)


@pytest.fixture(scope="session", autouse=True)
def stretched_once() -> Iterator[None]:
    """Derive each key once: the same passphrase, salt and cost give the same key, and it takes long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crypto, "stretch", lru_cache(maxsize=None)(crypto.stretch))
        yield


@dataclass
class Running:
    """A service that runs; `profile` leads to it."""

    service: PracticeSiasn
    profile: ServiceProfile
    secrets: Secrets

    @property
    def reader(self) -> SiasnReader:
        return SiasnReader(QUICK)


@contextmanager
def serving(application: web.Application, secure: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve on a free port until left."""
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(application, access_log=None)

    async def start() -> int:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=secure)
        await site.start()
        return int(runner.addresses[0][1])

    port = loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield port
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


@pytest.fixture(scope="session")
def people() -> dict[str, PracticePerson]:
    registers = generate(3, 120, party="dpr")
    return practice_people(registers.siasn.iter_rows(named=True), 3)


def profile_at(port: int, **changes: object) -> ServiceProfile:
    base = f"http://127.0.0.1:{port}"
    values: dict[str, object] = {
        "id": "uji",
        "name": "SIASN uji",
        "party": "bkn",
        "training": True,
        "base": f"{base}/apisiasn/1.0",
        "reference": f"{base}/referensi_siasn/1",
        "gateway_token": f"{base}/oauth2/token",
        "sso_token": "",
        "sso_client": "",
        "gateway_by": GatewayHolder.OFFICE,
        "sso_by": SsoHolder.PERSON,
        "contact": "Pengelola Uji",
        "calls_a_minute": 0,
        "at_once": 8,
        "seconds_a_call": 5,
        "proxy": "none",
    }
    return ServiceProfile(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def start(people: dict[str, PracticePerson]) -> Iterator[Callable[..., Running]]:
    """Start a practice service with a manner; several may run."""
    with ExitStack() as stack:

        def started(kind: type[PracticeSiasn] = PracticeSiasn, **manner: object) -> Running:
            service = kind(deepcopy(people), Manner(**manner))  # type: ignore[arg-type]
            port = stack.enter_context(serving(service.application()))
            token = practice_token(int(time.monotonic()) + 4_000_000_000)
            return Running(service, profile_at(port), Secrets(*CONSUMER, token))

        yield started


@pytest.fixture
def office(tmp_path: Path) -> Iterator["Office"]:
    from .office import opened

    with opened(tmp_path) as made:
        yield made
