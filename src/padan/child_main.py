"""The start of a child process: limits itself, reads the request, answers once. Holds the fixed table of
entries.
"""

import importlib
import json
import os
import sys
from collections.abc import Callable

from padan.common.child import EXIT_MEMORY, FAULT, RESULT
from padan.common.child_limits import limit_this_process
from padan.common.codes.child import CHILD_UNKNOWN_ENTRY
from padan.common.errors import Defect, Fault

ENTRIES: dict[str, str] = {
    "read-spreadsheet": "padan.adapters.tables.workbook_child:read_workbook",
    "look-package": "padan.adapters.package.look_child:look_for",
    "render-document": "padan.adapters.documents.render_child:render_request",
    "inspect-pdf": "padan.adapters.documents.inspect_child:read_record",
    "check-signed-pdf": "padan.adapters.documents.inspect_child:check_signatures",
}
"""Entry → module:function(bytes) -> bytes. Imported after the limits are set."""


def main(arguments: list[str]) -> int:
    """Answer one request; `arguments` are entry, memory in bytes, seconds. Return the exit status."""
    entry, memory, seconds = arguments[0], int(arguments[1]), int(arguments[2])
    answer_to = _take_standard_output()
    limit_this_process(memory, seconds)
    try:
        status, payload = RESULT, _function(entry)(sys.stdin.buffer.read())
    except Fault as fault:
        told = {"family": fault.family, "code": fault.code, "values": fault.values}
        status, payload = FAULT, json.dumps(told, default=str).encode("utf-8")
    except MemoryError:
        os._exit(EXIT_MEMORY)
    _send(answer_to, status, payload)
    return 0


def _function(entry: str) -> Callable[[bytes], bytes]:
    if entry not in ENTRIES:
        raise Defect(CHILD_UNKNOWN_ENTRY, entry=entry)
    module, name = ENTRIES[entry].split(":")
    found: Callable[[bytes], bytes] = getattr(importlib.import_module(module), name)
    return found


def _take_standard_output() -> int:
    """Keep the pipe for the answer alone: whatever a library prints goes nowhere."""
    answer_to = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answer_to


def _send(answer_to: int, status: bytes, payload: bytes) -> None:
    try:
        with os.fdopen(answer_to, "wb", buffering=0) as pipe:
            pipe.write(status)
            view = memoryview(payload)
            while view:
                written = pipe.write(view[: 1 << 20])
                view = view[written or 0 :]
    except OSError:
        os._exit(1)  # the parent is gone


if __name__ == "__main__":
    status = main(sys.argv[1:])
    os._exit(status)  # no interpreter clean-up: the answer is sent
