"""No core dump of a process that holds keys and personal data: a crash must not write memory to disk."""

import sys


def forbid_core_dumps() -> None:
    """Switch off core dumps, and reading of this process's memory by others, where the system allows it.

    Linux: no core file and not dumpable. Windows writes none unless the administrator configures it.
    """
    if sys.platform == "win32":
        return
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        return
    if sys.platform == "linux":
        _not_dumpable()


def _not_dumpable() -> None:
    import ctypes

    try:
        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
    except (OSError, AttributeError):
        return
