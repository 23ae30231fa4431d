"""The rules that ruff enforces for us are switched on: each planted breach is named by its rule."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TANGLED = '"""D."""\n\n\ndef f(x: int) -> int:\n    """D."""\n' + "".join(
    f"    if x == {n}:\n        x += {n}\n" for n in range(8)
)
PLANTED = {
    "C901": (TANGLED + "    return x\n", "src/padan/domain/planted.py"),
    "TID251": ("import time\n\nprint(time.time())\n", "src/padan/domain/planted.py"),
    "T201": ("print()\n", "src/padan/services/planted.py"),
    "TID252": ("from . import x\n", "src/padan/domain/planted.py"),
    "D100": ("x = 1\n", "src/padan/domain/planted.py"),
    "DTZ005": ("from datetime import datetime\n\nx = datetime.now()\n", "src/padan/domain/planted.py"),
}


def rules_broken(text: str, name: str) -> set[str]:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "json"]
    done = subprocess.run(
        [*command, "--stdin-filename", str(ROOT / name), "-"],
        input=text.encode(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=False,
    )
    return {one["code"] for one in json.loads(done.stdout)}


@pytest.mark.parametrize("rule", PLANTED)
def test_planted_breach_is_named(rule: str) -> None:
    assert rule in rules_broken(*PLANTED[rule])


def test_print_in_the_command_line_passes() -> None:
    assert "T201" not in rules_broken('"""D."""\n\nprint()\n', "src/padan/cli/planted.py")
