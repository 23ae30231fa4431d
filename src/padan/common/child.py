"""Runs one of our own entries in a separate, limited process over pipes; writes nothing to disk and shares
no memory.

Protocol: the request goes to standard input until its end; standard output brings one status byte (`K`
result, `F` fault as JSON) and the payload. The child limits itself before it reads a byte (child_limits.py);
the parent adds the wall clock, kills on cancel, and refuses an answer longer than the memory the child was
given.
"""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from padan.common.codes.child import CHILD_CRASHED, CHILD_MEMORY, CHILD_NOT_STARTED, CHILD_TIME
from padan.common.errors import Cancelled, EnvironmentFault, fault_from
from padan.common.progress import Cancel

RESULT, FAULT = b"K", b"F"
EXIT_MEMORY = 77
EXIT_TIME = 78
_POLL_SECONDS = 0.05
_PIECE = 1 << 20
_SIGXCPU = -24
_KEPT_ENVIRONMENT = (
    *("PATH", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "LANG", "LC_ALL", "LD_LIBRARY_PATH"),
    *("PYTHONPYCACHEPREFIX", "PYTHONHOME"),
)


@dataclass(frozen=True)
class ChildLimits:
    """Address space in bytes (0: none), and seconds of both wall clock and processor."""

    memory_bytes: int
    seconds: float


def run_child(entry: str, request: bytes, *, limits: ChildLimits, cancel: Cancel | None = None) -> bytes:
    """Return what the entry makes of `request`.

    Raises the child's own fault, EnvironmentFault (memory, time, crash, not started) or Cancelled.
    """
    return _Conversation(entry, limits).hold(request, cancel)


def child_command(entry: str, limits: ChildLimits) -> list[str]:
    """Return the command line of a child, in a checkout and in a frozen bundle."""
    tail = [entry, str(limits.memory_bytes), str(max(1, int(limits.seconds + 0.999)))]
    if getattr(sys, "frozen", False):
        started = Path(
            sys.executable
        )  # Windows gives a program without a console no pipes: always the console one
        return [str(started.with_name(f"padanctl{started.suffix}")), "--padan-child", *tail]
    return [sys.executable, "-m", "padan.child_main", *tail]


def _environment() -> dict[str, str]:
    """Only what a process needs to start: the passphrase variable and the like must not reach a parser."""
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    kept["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
    kept["PYTHONIOENCODING"] = "utf-8"
    kept["PYTHONDONTWRITEBYTECODE"] = "1"
    return kept


class _Conversation:
    """One request and one answer; the threads only move bytes and end with the pipes."""

    def __init__(self, entry: str, limits: ChildLimits) -> None:
        self._entry = entry
        self._limits = limits
        self._answer = bytearray()
        self._too_long = False
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                child_command(self._entry, self._limits),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                close_fds=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise EnvironmentFault(CHILD_NOT_STARTED, entry=self._entry, reason=reason) from None

    def hold(self, request: bytes, cancel: Cancel | None) -> bytes:
        writer = threading.Thread(target=self._write, args=(request,), daemon=True)
        reader = threading.Thread(target=self._read, daemon=True)
        writer.start()
        reader.start()
        try:
            self._watch(reader, cancel)
            return self._outcome(self._process.wait(timeout=5))
        except subprocess.TimeoutExpired:
            raise EnvironmentFault(CHILD_CRASHED, entry=self._entry, status="no exit") from None
        finally:
            self._end(writer, reader)

    def _watch(self, reader: threading.Thread, cancel: Cancel | None) -> None:
        until = time.perf_counter() + self._limits.seconds
        while reader.is_alive():
            reader.join(_POLL_SECONDS)
            if cancel is not None and cancel.requested:
                raise Cancelled
            if time.perf_counter() > until:
                raise EnvironmentFault(CHILD_TIME, entry=self._entry, seconds=int(self._limits.seconds))

    def _outcome(self, status: int) -> bytes:
        answer = self._answer
        if self._too_long or status == EXIT_MEMORY:
            limit = self._limits.memory_bytes // (1024 * 1024)
            raise EnvironmentFault(CHILD_MEMORY, entry=self._entry, limit_mib=limit)
        if status in {EXIT_TIME, _SIGXCPU}:
            raise EnvironmentFault(CHILD_TIME, entry=self._entry, seconds=int(self._limits.seconds))
        if status == 0 and answer[:1] == RESULT:
            return bytes(memoryview(answer)[1:])
        if status == 0 and answer[:1] == FAULT:
            told = json.loads(memoryview(answer)[1:].tobytes())
            raise fault_from(told["family"], told["code"], told["values"])
        raise EnvironmentFault(CHILD_CRASHED, entry=self._entry, status=status)

    def _write(self, request: bytes) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        view = memoryview(request)
        try:
            for start in range(0, len(view), _PIECE):
                stdin.write(view[start : start + _PIECE])
            stdin.close()
        except (OSError, ValueError):
            return  # the child ended first; its status says why

    def _read(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        limit = self._limits.memory_bytes or sys.maxsize
        try:
            while piece := stdout.read(_PIECE):
                self._answer += piece
                if len(self._answer) > limit:
                    self._too_long = True
                    self._process.kill()
                    return
        except (OSError, ValueError):
            return  # killed while reading

    def _end(self, writer: threading.Thread, reader: threading.Thread) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        writer.join(5)
        reader.join(5)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # a request the child never read
