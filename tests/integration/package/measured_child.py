"""Looks at packages in the limited child, one by one, and prints what each cost; started by test_limits.py as
a small process of its own, because a child's memory counts from its parent's.

stdin: JSON, a list of requests (base64). stdout: JSON, a list of [code, seconds of processor, MiB].
"""

import base64
import json
import os
import subprocess
import sys

from padan.adapters.package.packages import LIMITS
from padan.common.child import child_command


def cost(request: bytes) -> tuple[int, float, int]:
    child = subprocess.Popen(
        child_command("look-package", LIMITS), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(request)
    child.stdin.close()
    answer = child.stdout.read()
    _pid, status, used = os.wait4(child.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, (status, answer)
    told = json.loads(answer[1:])
    return int(told.get("code", 0)), used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


if __name__ == "__main__":
    requests = [base64.b64decode(one) for one in json.load(sys.stdin)]
    print(json.dumps([cost(one) for one in requests]))
