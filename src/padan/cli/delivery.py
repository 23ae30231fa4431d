"""Writes the one answer of an invocation: JSON or words to standard output, messages to standard error."""

import os
import sys
from json import dumps

from padan.cli.answer import Answer
from padan.cli.fault_text import fault_values, words_of
from padan.cli.plain import plain
from padan.common.errors import Fault


def prepare_streams() -> None:
    """Write UTF-8 wherever the output goes; what cannot be encoded is shown escaped, never lost."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def deliver(answer: Answer | None, fault: Fault | None, *, json: bool) -> None:
    """Write answer and fault; OSError (BrokenPipeError among them) when standard output refuses."""
    for note in answer.notes if answer else ():
        say(note)
    if answer and answer.values.get("dry_run"):
        say("Uji coba: tidak ada yang disimpan.")
    if json:
        _write(_one_object(answer, fault))
    elif answer and answer.text:
        _write(answer.text)
    if fault is not None and not json:
        say_fault(fault)


def _one_object(answer: Answer | None, fault: Fault | None) -> str:
    values = dict(answer.values) if answer else {}
    if fault is not None:
        values["error"] = fault_values(fault)
    return dumps(plain(values), ensure_ascii=False, indent=2 if sys.stdout.isatty() else None)


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def say(text: str) -> None:
    """Show a message on standard error; nowhere to show it is no mishap."""
    try:
        sys.stderr.write(text.rstrip("\n") + "\n")
        sys.stderr.flush()
    except OSError:
        return


def say_fault(fault: Fault) -> None:
    """Show a fault on standard error: what happened, what to do, its code."""
    message, remedy = words_of(fault.code, fault.values)
    say(f"{message}\n{remedy} ({fault.code})" if remedy else f"{message} ({fault.code})")


def forget_stdout() -> None:
    """Point standard output nowhere, so that the interpreter's last flush meets no broken pipe."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
