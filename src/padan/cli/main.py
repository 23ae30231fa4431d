"""The entry of padanctl: runs one verb, writes its one answer, turns every mishap into code and exit status.

Callable in-process as often as wanted; it never ends the process and never shows a traceback.
"""

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path

import click

from padan.cli import delivery
from padan.cli.answer import Answer
from padan.cli.desk import Desk, Wishes
from padan.cli.fault_text import CANCELLED, DONE, STATUS, USAGE
from padan.cli.interrupts import Interrupts
from padan.cli.usage import usage_fault
from padan.cli.verb_table import padanctl
from padan.common.codes import cli as codes
from padan.common.codes import house
from padan.common.errors import Cancelled, Defect, EnvironmentFault, Fault, UserFault
from padan.common.os_faults import from_oserror


@dataclass(frozen=True)
class Outcome:
    """What one invocation came to."""

    status: int
    answer: Answer | None = None
    fault: Fault | None = None


def main(argv: Sequence[str] | None = None, *, ending: bool = False) -> int:
    """Run `padanctl` with the arguments after its name; return the exit status of cli.md. `ending`: the
    process ends with it.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    delivery.prepare_streams()
    interrupts = Interrupts(ending=ending)
    desk = Desk(interrupts, Wishes(json=_wants_json(words)))
    with interrupts:
        try:
            outcome = _run(desk, words)
            status = _deliver(desk, outcome)
            if outcome.answer and outcome.answer.afterwards and status == DONE:
                with suppress(KeyboardInterrupt):  # its usual end
                    outcome.answer.afterwards()
            return status
        except KeyboardInterrupt:
            return CANCELLED


def entry() -> None:
    """Be a program of its own: run, then end the process with the status."""
    sys.exit(main(ending=True))


def _wants_json(words: Sequence[str]) -> bool:
    """Tell before parsing: a command line that cannot be understood is answered in JSON, too."""
    end = words.index("--") if "--" in words else len(words)
    return "--json" in words[:end]


def _run(desk: Desk, words: list[str]) -> Outcome:
    try:
        with _help_page(desk.wishes.json) as page:
            answer = _invoke(desk, words)
    except click.exceptions.NoArgsIsHelpError as help_wanted:
        return _bare_group(desk, help_wanted)
    except click.UsageError as error:
        return Outcome(USAGE, fault=usage_fault(error))
    except (KeyboardInterrupt, EOFError, Cancelled, click.Abort):
        return Outcome(CANCELLED, fault=UserFault(house.WORK_CANCELLED))
    except Exception as error:  # noqa: BLE001 - the one boundary where everything becomes a code and a status
        fault = _fault_of(error)
        return Outcome(STATUS[fault.family], fault=fault)
    if answer is None:
        return Outcome(DONE, Answer({"help": page.getvalue()}, ""))
    return Outcome(STATUS[answer.fault.family] if answer.fault else DONE, answer, answer.fault)


def _invoke(desk: Desk, words: list[str]) -> Answer | None:
    """Return the verb's answer, None when click itself answered (`--help`, `--version`)."""
    try:
        with padanctl.make_context("padanctl", words, obj=desk) as context:
            answer: Answer = padanctl.invoke(context)
            return answer
    except click.exceptions.Exit:
        return None


@contextmanager
def _help_page(json: bool) -> Iterator[io.StringIO]:
    """With --json, catch what click prints itself; verbs print nothing, they return an answer."""
    page = io.StringIO()
    if not json:
        yield page
        return
    with redirect_stdout(page):
        yield page


def _bare_group(desk: Desk, wanted: click.exceptions.NoArgsIsHelpError) -> Outcome:
    if not desk.wishes.json:
        delivery.say(wanted.message)
        return Outcome(USAGE)
    return Outcome(USAGE, fault=UserFault(codes.VERB_MISSING, command=wanted.ctx.command_path))


def _fault_of(error: Exception) -> Fault:
    if isinstance(error, Fault):
        return error
    if isinstance(error, MemoryError):
        return EnvironmentFault(codes.MEMORY_EXHAUSTED)
    if isinstance(error, OSError):
        return from_oserror(error, Path(str(error.filename or "berkas")))
    return Defect(house.UNEXPECTED, kind=type(error).__name__, where=_place_of(error))


def _place_of(error: Exception) -> str:
    """Return module and line where it happened: enough to find it, and no value of anyone's."""
    trace, place = error.__traceback__, "?"
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", "?"))
        if name.startswith("padan."):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _deliver(desk: Desk, outcome: Outcome) -> int:
    desk.progress.clear()
    try:
        delivery.deliver(outcome.answer, outcome.fault, json=desk.wishes.json)
    except BrokenPipeError:
        delivery.forget_stdout()
        if outcome.answer is None or not outcome.answer.must_arrive:
            return outcome.status
        return _undelivered("pembaca keluaran sudah berhenti")
    except OSError as error:
        delivery.forget_stdout()
        return _undelivered(error.strerror or type(error).__name__)
    return outcome.status


def _undelivered(reason: str) -> int:
    fault = EnvironmentFault(codes.ANSWER_NOT_WRITTEN, reason=reason)
    delivery.say_fault(fault)
    return STATUS[fault.family]
