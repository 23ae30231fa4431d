"""What a hostile package may cost: a second and 200 MiB, measured in the very child that looks at it."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hand_made_package import INFO, NOW, Desk, zipped

from padan.adapters.package.look import Sought
from padan.adapters.package.wire import sought_bytes
from padan.common.codes import exchange as codes

from .test_hostile_archive import BOOK, HOSTILE, SHEET
from .test_hostile_content import HEAD

SECONDS, MEMORY_MIB = 1.0, 200
SRC = Path(__file__).resolve().parents[3] / "src"
TABLES = {
    "formula": HEAD + b'r1,0,"=HYPERLINK(""http://x"")"\r\n',
    "long cell": HEAD + b"r1,0," + b"x" * 30_000_000 + b"\r\n",
    "commas": HEAD + b"r1,0," + b"," * 5_000_000,
    "an open quote": HEAD + b'r1,0,"' + b"\n" * 5_000_000,
}
VIEWS = {
    "outside link": {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"},
    "entities": {"xl/sharedStrings.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><sst/>"},
    "sheet bomb": {"xl/worksheets/sheet2.xml": b"<c>" * 60_000_000},
    "formula": {"xl/worksheets/sheet1.xml": SHEET.replace(b"<is>", b"<f>1+1</f><is>")},
}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="wait4 is POSIX")


def made(desk: Desk) -> dict[str, bytes]:
    """Every hostile package as the bytes of a sealed file."""
    files = desk.unpack(desk.seal().path)
    found = {name: desk.lock(make(files)).read_bytes() for name, make in HOSTILE.items()}
    for name, table in TABLES.items():
        found[f"table: {name}"] = desk.fake(table=table).read_bytes()
    for name, parts in VIEWS.items():
        found[f"view: {name}"] = desk.fake(view=zipped({**BOOK, **parts})).read_bytes()
    found["labels"] = desk.fake(info=files[INFO] + b"X-Titik: 1\n" * 80_000).read_bytes()
    return found


def test_each_hostile_package_costs_a_second_and_200_mib_at_most(desk: Desk) -> None:
    cases = made(desk)
    requests = []
    for number, content in enumerate(cases.values()):
        path = desk.folder / f"jahat-{number}.zip.age"
        path.write_bytes(content)
        sought = Sought(str(path), [desk.receiver.age_secret], [desk.trusted()], NOW)
        requests.append(base64.b64encode(sought_bytes(sought)).decode())
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("measured_child.py"))],
        input=json.dumps(requests).encode(),
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        check=True,
        timeout=300,
    )
    for case, (code, seconds, mib) in zip(cases, json.loads(done.stdout), strict=True):
        wanted = {codes.STRUCTURE_WRONG} if case == "labels" else {codes.HOSTILE_CONTENT}
        assert code in wanted, (case, code)
        assert seconds < SECONDS, (case, seconds)
        assert mib < MEMORY_MIB, (case, mib)
