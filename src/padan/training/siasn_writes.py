"""What the practice SIASN does with requests that change something, with the faults that matter most: an
answer lost after the row was written, and a row written long after the caller was gone.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from padan.training.dice import Dice
from padan.training.siasn_records import PracticePerson, Row

WRITE_FAULTS = ("lost", "late", "unsaid", "reset", "runtime", "html")
"""`lost`, `late` and `unsaid` write all the same; the others do not."""
_DAY = re.compile(r"\d{2}-\d{2}-\d{4}")
_DAYS = ("tanggalSk", "tmtJabatan", "tmtPelantikan")
_RUNTIME: Row = {
    "message": "Runtime Error",
    "description": "Error connecting to the back end",
    "code": 101503,
}


@dataclass(frozen=True)
class Written:
    """Where a request's rows stand, what its answer calls their id, and which keys a row names otherwise."""

    history: str
    given: str
    renamed: Mapping[str, str]


KINDS = {
    "/jabatan/unorjabatan/save": Written("rw-jabatan", "rwJabatanId", {"instansiId": "instansiKerjaId"}),
    "/angkakredit/save": Written("rw-angkakredit", "rwAngkaKreditId", {"rwJabatanId": "rwJabatan"}),
}


@dataclass
class PracticeWrites:
    """Takes writes into `people`; `done` counts them by path and person, `rate` of them fail."""

    people: Mapping[str, PracticePerson]
    dice: Dice
    rate: float = 0.0
    faults: tuple[str, ...] = WRITE_FAULTS
    late_seconds: float = 0.2
    done: Counter[tuple[str, str]] = field(default_factory=Counter)
    attached: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: int = 0
    _later: set["asyncio.Task[None]"] = field(default_factory=set)

    async def take(self, path: str, request: web.Request) -> web.StreamResponse:
        """Answer a request to write, in one of the ways it may go."""
        self.asked += 1
        body = await request.json()
        refusal = self._refusal(path, body)
        if refusal is not None:
            return web.json_response(refusal)
        fault = self.dice.pick(self.faults) if self.dice.chance(self.rate) else ""
        if fault == "late":
            task = asyncio.create_task(self._write_later(path, body))
            self._later.add(task)
            task.add_done_callback(self._later.discard)
        row_id = self._write(path, body) if fault in ("", "lost", "unsaid") else ""
        if fault in ("lost", "late", "reset"):
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if fault in ("unsaid", "runtime"):
            return web.json_response(_RUNTIME, status=500)
        if fault == "html":
            return web.Response(status=502, text="<html>502 Bad Gateway</html>", content_type="text/html")
        told: Row = {"success": True, "message": "success", "mapData": {KINDS[path].given: row_id}}
        return web.json_response(told)

    async def attach(self, request: web.Request) -> web.StreamResponse:
        """Take a paper into a row, in one of the ways it may go; a second one of its kind takes its place."""
        self.asked += 1
        form = await request.post()
        row = next((one for one in self._all_rows() if one["id"] == form.get("id_riwayat")), None)
        file, kind = form.get("file"), str(form.get("id_ref_dokumen"))
        if row is None or not isinstance(file, web.FileField) or file.file.read(5) != b"%PDF-":
            return web.json_response({"code": 0, "message": "dokumen atau riwayat tidak sah"})
        fault = self.dice.pick(("lost", "reset")) if self.dice.chance(self.rate) else ""
        paper = {"dok_id": kind, "dok_nama": "Dokumen", "dok_uri": f"peremajaan/{len(self.attached)}.pdf"}
        if fault != "reset":
            self.attached[str(row["id"]), kind] += 1
            known = row.get("path")
            row["path"] = {**(known if isinstance(known, dict) else {}), kind: paper}
        if fault and request.transport is not None:
            request.transport.abort()
        return web.json_response({"code": 1, "data": paper})

    def _all_rows(self) -> Iterator[Row]:
        for person in self.people.values():
            for rows in person.histories.values():
                yield from rows

    async def _write_later(self, path: str, body: Row) -> None:
        await asyncio.sleep(self.late_seconds)
        self._write(path, body)

    def _refusal(self, path: str, body: Row) -> Row | None:
        if self._person(body) is None:
            return {"success": False, "message": "PNS tidak ditemukan", "mapData": {}}
        if any(not isinstance(value, str) for name, value in body.items() if name != "path"):
            return {"code": 0, "message": "json: cannot unmarshal value into Go struct field of type string"}
        for name in _DAYS:
            if body.get(name) and not _DAY.fullmatch(str(body[name])):
                return {"success": True, "message": "success", "mapData": f"{name} tidak sah"}
        if body.get("id") and self._row(path, body) is None:
            return {"success": False, "message": "riwayat tidak ditemukan"}
        return None

    def _person(self, body: Row) -> PracticePerson | None:
        return next((one for one in self.people.values() if one.main["id"] == body.get("pnsId")), None)

    def _row(self, path: str, body: Row) -> Row | None:
        person = self._person(body)
        rows = person.histories[KINDS[path].history] if person else []
        return next((one for one in rows if one["id"] == body.get("id")), None)

    def _write(self, path: str, body: Row) -> str:
        """An id updates, none creates: nothing keeps a second creation away."""
        person = self._person(body)
        assert person is not None
        kind, row = KINDS[path], self._row(path, body)
        self.done[path, str(person.main["nipBaru"])] += 1
        if row is None:
            rows = person.histories[kind.history]
            row = {"id": f"{str(person.main['id'])[:24]}baru{len(rows):04d}".lower()}
            rows.append(row)
        row |= {
            kind.renamed.get(name, name): value for name, value in body.items() if name not in ("id", "path")
        }
        return str(row["id"])

    def refresh(self, pns_id: str) -> Row:
        """Take the last position into the main record: only now it shows there."""
        person = self._person({"pnsId": pns_id})
        if person is None:
            return {"success": False, "message": "PNS tidak ditemukan"}
        living = [one for one in person.histories["rw-jabatan"] if not one.get("deletedAt")]
        if living:
            last = max(living, key=lambda one: str(one.get("tmtJabatan") or "").split("-")[::-1])
            person.main["tmtJabatan"] = last.get("tmtJabatan")
        return {"success": True, "message": "success", "mapData": {}}
