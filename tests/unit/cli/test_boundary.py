"""The one boundary: every mishap becomes code and status; nothing personal reaches the screen."""

import io
import os
import signal
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any

import pytest
from tests.unit.cli.conftest import padanctl

from padan.cli import delivery
from padan.cli.answer import Answer
from padan.cli.interrupts import Interrupts
from padan.cli.main import main
from padan.common.codes import cli as codes
from padan.common.codes import house
from padan.common.errors import Cancelled, EnvironmentFault

MISHAPS: dict[str, tuple[BaseException, int, int]] = {
    "unexpected": (ValueError("NIP 198001012005011001"), 5, house.UNEXPECTED),
    "system": (PermissionError(13, "denied", "/data/rahasia/SITI AMINAH.csv"), 4, house.PERMISSION_DENIED),
    "memory": (MemoryError(), 4, codes.MEMORY_EXHAUSTED),
    "cancelled": (Cancelled(), 130, house.WORK_CANCELLED),
    "interrupted": (KeyboardInterrupt(), 130, house.WORK_CANCELLED),
    "end_of_input": (EOFError(), 130, house.WORK_CANCELLED),
    "environment": (EnvironmentFault(house.DISK_FULL, file="x"), 4, house.DISK_FULL),
}


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr("padan.cli.desk.Desk.folder", fails)


@pytest.mark.parametrize("name", MISHAPS)
def test_mishap_becomes_code_and_status(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    error, status, code = MISHAPS[name]
    fail_with(monkeypatch, error)
    reply = padanctl("--json", "check")
    assert (reply.status, reply.code) == (status, code)


def test_unexpected_mishap_shows_neither_value_nor_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, ValueError("NIP 198001012005011001"))
    reply = padanctl("check")
    assert "1980" not in reply.out + reply.err
    assert "Traceback" not in reply.err
    assert "padan.cli" in reply.err


class Refusing(io.StringIO):
    """A standard output that refuses every write."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def write(self, text: str) -> int:
        raise self._error


def test_reader_gone_keeps_the_status_of_the_work() -> None:
    with redirect_stdout(Refusing(BrokenPipeError())):
        assert main(["--json", "hapus"]) == 2


def test_answer_shown_once_must_arrive(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = Answer({"recovery_key": "x"}, "x", must_arrive=True)
    monkeypatch.setattr("padan.cli.main._invoke", lambda desk, words: answer)
    with redirect_stdout(Refusing(BrokenPipeError())):
        assert main(["init"]) == 4
    assert str(codes.ANSWER_NOT_WRITTEN) in capsys.readouterr().err


def test_full_disk_at_standard_output_is_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("padan.cli.main._invoke", lambda desk, words: Answer({}, "x"))
    with redirect_stdout(Refusing(OSError(28, "No space left on device"))):
        assert main(["check"]) == 4


def test_json_is_one_line_with_text_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    delivery.deliver(Answer({"nama": "Siti – Ñ"}, ""), None, json=True)
    assert capsys.readouterr().out == '{"nama": "Siti – Ñ"}\n'


@pytest.fixture
def heeded_sigint() -> Iterator[None]:
    """Undo what a shell does to background jobs: they start with SIGINT ignored."""
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = [(getattr(signal, name), signal.getsignal(getattr(signal, name))) for name in names]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for one, handler in before:
        signal.signal(one, handler)


@pytest.mark.usefixtures("heeded_sigint")
def test_signal_while_reading_ends_at_once() -> None:
    with Interrupts(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.usefixtures("heeded_sigint")
def test_signal_to_an_ending_process_changes_nothing_any_more() -> None:
    with Interrupts(ending=True):
        pass
    signal.raise_signal(signal.SIGINT)


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_signal_while_writing_asks_for_a_safe_point_then_ends(capsys: pytest.CaptureFixture[str]) -> None:
    with Interrupts() as interrupts, interrupts.shielded() as cancel:
        signal.raise_signal(signal.SIGTERM)
        assert cancel.requested
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
    assert "Membatalkan" in capsys.readouterr().err


def test_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    main(["--version"])
    assert signal.getsignal(signal.SIGINT) is before


def test_signal_while_answering_keeps_the_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("padan.cli.main._deliver", interrupted)
    assert main(["--version"]) == 130
