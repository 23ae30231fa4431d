"""Code sets by page and by version over real HTTP, with the faults that the data themselves have."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from padan.common.codes import web as codes
from padan.common.errors import UserFault
from padan.common.progress import Cancel, no_progress
from padan.domain.web.code_sets import CodeFault, faults_in
from padan.services.web import keep_codes, keep_services

from .conftest import Running, profile_at, serving
from .office import Office

Start = Callable[..., Running]
JF = "jabatan-fungsional"


def fetched(office: Office, name: str = JF) -> Any:
    return keep_codes.fetch(office.session, office.tools, "uji", name)


def test_same_content_is_no_new_version_and_differences_are_told(office: Office, start: Start) -> None:
    running = start()
    office.leads_to(running)
    first, is_new = fetched(office)
    assert is_new
    assert len(first.rows) == len(running.service.codes[JF])
    assert fetched(office) == (first, False)
    told = running.service.codes[JF]
    gone, renamed = told.pop(0), told[0]
    renamed["nama"] = "Nama Baru"
    told.append({"id": "BARU", "nama": "Kode Baru"})
    second, is_new = fetched(office)
    assert is_new
    found = keep_codes.compare(office.session, first.id, second.id)
    assert [one.id for one in found.added] == ["BARU"]
    assert [one.id for one in found.removed] == [gone["id"]]
    assert [(one.id, two.name) for one, two in found.changed] == [(renamed["id"], "Nama Baru")]
    assert keep_codes.code_sets(office.session, JF) == [first, second]


def test_faults_of_the_data_stay_visible(office: Office, start: Start) -> None:
    office.leads_to(start())
    found = {fault for fault, _row in faults_in(fetched(office)[0].rows)}
    assert found == {CodeFault.SAME_NAME, CodeFault.STRAY_SPACES}


def test_codes_need_no_sso_token(office: Office, start: Start) -> None:
    running = start()
    office.leads_to(running)
    running.service.manner.dead_sso.add(running.secrets.sso_token)
    with office.session.store as records:
        records.services.put_secrets("uji", running.secrets.with_values(sso_token=""))
    assert fetched(office, "golongan")[0].rows


def test_what_cannot_be_fetched_is_told(office: Office, start: Start) -> None:
    running = start()
    office.leads_to(running)
    for name, code in (("../pns", codes.CODE_SET_UNKNOWN), ("agama", codes.CODE_SET_EMPTY)):
        with pytest.raises(UserFault) as refused:
            fetched(office, name)
        assert refused.value.code == code
    keep_services.put_profile(office.session, replace(running.profile, reference=""))
    with pytest.raises(UserFault) as refused:
        fetched(office)
    assert refused.value.code == codes.CODE_SET_NOT_OFFERED


def paged(rows: int, obeys: str) -> web.Application:
    told = [{"id": str(number), "nama": f"Nama {number}"} for number in range(rows)]

    async def answer(request: web.Request) -> web.Response:
        start, limit = int(request.query.get("offset", 0)), int(request.query.get("limit", rows))
        page = {"both": told[start : start + limit], "limit": told[:limit], "none": told}[obeys]
        return web.json_response(page)

    async def token(_request: web.Request) -> web.Response:
        return web.json_response({"access_token": "x", "expires_in": 60})

    made = web.Application()
    made.router.add_post("/oauth2/token", token)
    made.router.add_get("/{any:.*}", answer)
    return made


@pytest.mark.parametrize(
    ("rows", "obeys", "found"),
    [
        (0, "both", 0),
        (499, "both", 499),
        (500, "both", 500),
        (1000, "both", 1000),
        (1203, "both", 1203),
        (1203, "none", 1203),
        (500, "none", 500),
        (900, "limit", 900),
    ],
)
def test_every_code_is_read_however_the_service_pages(
    start: Start, rows: int, obeys: str, found: int
) -> None:
    running = start()
    with serving(paged(rows, obeys)) as port:
        told = running.reader.read_codes(profile_at(port), running.secrets, JF, no_progress, Cancel())
    assert len(told) == found
