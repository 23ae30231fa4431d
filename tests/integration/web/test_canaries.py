"""Nothing of a person and no token comes out of a run: not in logs, faults or what is shown."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout

import pytest
from aiohttp import web

from padan.cli.main import main
from padan.common.errors import Fault
from padan.common.progress import Cancel, no_progress
from padan.domain.plain import to_plain
from padan.domain.web.enrichment import CallState
from padan.services.open_workspace import lock, unlock
from padan.services.web import enrich_register
from padan.training.siasn_service import CONSUMER, PracticeSiasn

from .conftest import Running
from .office import PASSPHRASE, Office

Start = Callable[..., Running]


class Talkative(PracticeSiasn):
    """Refuses every other call with everything it knows in its words."""

    async def _person(self, request: web.Request) -> web.StreamResponse:
        nip = request.match_info["nip"]
        if self.manner.dead_sso or int(nip[-3:]) % 2:
            return await super()._person(request)
        told = f"{nip} {request.headers['Auth']} {request.headers['Authorization']}"
        return web.json_response({"code": 0, "message": told}, status=400)


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG):
        for name in ("aiohttp.client", "aiohttp.internal", "asyncio", "padan"):
            logging.getLogger(name).setLevel(logging.DEBUG)
        yield caplog
        for name in ("aiohttp.client", "aiohttp.internal", "asyncio", "padan"):
            logging.getLogger(name).setLevel(logging.NOTSET)


def shown(office: Office, *words: str) -> str:
    """Return all that a command writes, for a person and for a script."""
    text = io.StringIO()
    for more in ((), ("--json",)):
        with redirect_stdout(text), redirect_stderr(text):
            main(["--workspace", str(office.folder), "--officer", "sari", *more, *words])
    return text.getvalue()


def test_nothing_of_a_person_and_no_token_comes_out(
    office: Office,
    start: Start,
    logged: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PADAN_PASSPHRASE", PASSPHRASE)
    running = start(Talkative, rate=0.1, seed=3, faults=("html", "reset", "gateway", "runtime"))
    office.leads_to(running)
    found = office.begun()
    seen = enrich_register.run(office.session, office.tools, found, no_progress, Cancel())
    assert seen.counts[CallState.REFUSED] > 5
    lock(office.session)
    told = shown(office, "sync", "status", found)
    assert "[nomor]" in told
    office.session = unlock(office.tools, office.folder, "sari", PASSPHRASE)
    running.service.manner.dead_sso.add(running.secrets.sso_token)
    enrich_register.retry(office.session, found)
    with pytest.raises(Fault) as stopped:
        enrich_register.run(office.session, office.tools, found, no_progress, Cancel())
    with office.session.store.reading() as records:
        log = json.dumps([to_plain(one) for one in records.audit.entries()], default=str)
    lock(office.session)
    out = [
        log,
        logged.text,
        repr(stopped.value) + repr(stopped.value.values),
        told,
        shown(office, "service", "list"),
        shown(office, "service", "test", "uji"),
        shown(office, "sync", "run", found),
    ]
    office.session = unlock(office.tools, office.folder, "sari", PASSPHRASE)
    secrets = [running.secrets.sso_token, *CONSUMER, *(f"gerbang-{n}" for n in range(1, 9))]
    people = [text for nip, one in running.service.people.items() for text in (nip, str(one.main["nama"]))]
    assert [one for text in out for one in (*secrets, *people) if one in text] == []
