"""A crash of Padan leaves no memory on disk."""

import subprocess
import sys

import pytest

TOLD = """
import resource
from padan.common.core_dumps import forbid_core_dumps
forbid_core_dumps()
print(resource.getrlimit(resource.RLIMIT_CORE), open('/proc/self/status').read().count('CoreDumping:\\t0'))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="core files are a matter of Linux")
def test_core_dumps_are_off_after_the_call() -> None:
    told = subprocess.run([sys.executable, "-c", TOLD], capture_output=True, text=True, check=True)
    assert told.stdout.startswith("(0, 0)")
