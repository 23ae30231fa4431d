"""Child processes: limits, faults that travel, no leaks; the entries here live in this file."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from padan.common import child
from padan.common.child import ChildLimits, run_child
from padan.common.codes import child as codes
from padan.common.codes import files
from padan.common.errors import Cancelled, Defect, EnvironmentFault, UserFault
from padan.common.progress import Cancel

LIMITS = ChildLimits(memory_bytes=256 * 1024 * 1024, seconds=20)
ENTRIES = """
import os, sys
from padan import child_main
child_main.ENTRIES = {name: "entries:" + name for name in
    ("echo", "fault", "eat", "spin", "crash", "write", "environment", "chatter", "flood")}
sys.modules["entries"] = sys.modules["__main__"]
from padan.common.errors import UserFault
def echo(request): return request
def fault(request): raise UserFault(50107, file="a", detail="b")
def eat(request): return bytes(10**9)
def spin(request):
    while True: pass
def crash(request): os.abort()
def write(request):
    with open(request.decode(), "wb") as file: file.write(b"secret")
    return b"written"
def environment(request): return repr(sorted(os.environ)).encode()
def chatter(request):
    print("noise"); return b"clean"
def flood(request): return bytes(len(request) + 300 * 1024 * 1024)
if __name__ == "__main__":
    os._exit(child_main.main(sys.argv[1:]))
"""


@pytest.fixture(autouse=True)
def own_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "child_entries.py"
    script.write_text(ENTRIES)

    def command(entry: str, limits: ChildLimits) -> list[str]:
        return [sys.executable, str(script), entry, str(limits.memory_bytes), str(int(limits.seconds))]

    monkeypatch.setattr(child, "child_command", command)


def test_large_request_and_answer_pass() -> None:
    request = os.urandom(8 * 1024 * 1024)
    assert run_child("echo", request, limits=LIMITS) == request


def test_the_child_s_fault_is_raised_here() -> None:
    with pytest.raises(UserFault) as caught:
        run_child("fault", b"", limits=LIMITS)
    assert (caught.value.code, caught.value.values) == (files.WORKBOOK_DAMAGED, {"file": "a", "detail": "b"})


def test_unknown_entry_is_a_defect() -> None:
    with pytest.raises(Defect):
        run_child("other", b"", limits=LIMITS)


@pytest.mark.parametrize(
    ("entry", "code"),
    [("eat", codes.CHILD_MEMORY), ("flood", codes.CHILD_MEMORY), ("crash", codes.CHILD_CRASHED)],
)
def test_limits_end_the_child(entry: str, code: int) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        run_child(entry, b"", limits=LIMITS)
    assert caught.value.code == code


def test_time_ends_the_child() -> None:
    with pytest.raises(EnvironmentFault) as caught:
        run_child("spin", b"", limits=ChildLimits(LIMITS.memory_bytes, 1))
    assert caught.value.code == codes.CHILD_TIME


def test_cancel_kills_the_child() -> None:
    cancel = Cancel()
    threading.Timer(0.3, cancel.request).start()
    begun = time.perf_counter()
    with pytest.raises(Cancelled):
        run_child("spin", b"", limits=LIMITS, cancel=cancel)
    assert time.perf_counter() - begun < LIMITS.seconds


def test_the_child_cannot_write_a_file(tmp_path: Path) -> None:
    target = tmp_path / "leak"
    with pytest.raises(EnvironmentFault):
        run_child("write", str(target).encode(), limits=LIMITS)
    assert not target.exists() or target.read_bytes() == b""


def test_the_passphrase_does_not_reach_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_PASSPHRASE", "rahasia")
    assert b"PADAN" not in run_child("environment", b"", limits=LIMITS)


def test_what_a_library_prints_does_not_spoil_the_answer() -> None:
    assert run_child("chatter", b"", limits=LIMITS) == b"clean"


def test_a_program_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "child_command", lambda _entry, _limits: ["/nonexistent/padan"])
    with pytest.raises(EnvironmentFault) as caught:
        run_child("echo", b"", limits=LIMITS)
    assert caught.value.code == codes.CHILD_NOT_STARTED


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG")
def test_the_child_dies_with_its_parent(tmp_path: Path) -> None:
    script = tmp_path / "child_entries.py"
    code = (
        "import subprocess,sys,time;"
        f"c=subprocess.Popen([sys.executable,{str(script)!r},'spin','0','60'],stdin=subprocess.DEVNULL);"
        "print(c.pid,flush=True);time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    time.sleep(1)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split()[2]:
            return
        time.sleep(0.05)
    raise AssertionError("the child lives on")


def test_frozen_bundles_start_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child.child_command("x", LIMITS)[1:3] == ["--padan-child", "x"]
