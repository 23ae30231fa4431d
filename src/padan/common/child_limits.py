"""The limits a child puts on itself before it reads anything; never called in the parent.

Linux: address space, processor time, no core dump, no file of any size, end with the parent. Windows: a job
object with a memory limit (not yet tried on a Windows machine). Everywhere: a watchdog ends the process when
the time is over.
"""

import os
import sys
import threading

from padan.common.child import EXIT_TIME


def limit_this_process(memory_bytes: int, seconds: int) -> None:
    """Apply the limits; a limit the system refuses is left out, the watchdog always stands."""
    _start_watchdog(seconds)
    if sys.platform == "win32":
        _limit_windows(memory_bytes)
    else:
        _limit_posix(memory_bytes, seconds)


def _start_watchdog(seconds: int) -> None:
    timer = threading.Timer(seconds, os._exit, args=(EXIT_TIME,))
    timer.daemon = True
    timer.start()


def _limit_posix(memory_bytes: int, seconds: int) -> None:
    import resource

    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CPU: seconds,
    }
    if memory_bytes:
        wanted[resource.RLIMIT_AS] = memory_bytes
    for kind, limit in wanted.items():
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):
            continue
    if sys.platform == "linux":
        _end_with_parent()


def _end_with_parent() -> None:
    import ctypes
    import signal

    parent = os.getppid()
    try:
        ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)  # PR_SET_PDEATHSIG
        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE off: no core, no attach
    except (OSError, AttributeError):
        return
    if os.getppid() != parent:  # the parent died before the call
        os._exit(1)


def _limit_windows(memory_bytes: int) -> None:
    import ctypes

    if not memory_bytes:
        return
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    # JOBOBJECT_EXTENDED_LIMIT_INFORMATION, 64 bit: LimitFlags at 16, ActiveProcessLimit at 40,
    # ProcessMemoryLimit at 112
    information = bytearray(144)
    information[16:20] = (0x100 | 0x8 | 0x400).to_bytes(4, "little")  # memory, one process, die on exception
    information[40:44] = (1).to_bytes(4, "little")
    information[112:120] = memory_bytes.to_bytes(8, "little")
    buffer = (ctypes.c_char * 144).from_buffer(information)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    kernel.SetInformationJobObject(job, 9, buffer, 144)
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
