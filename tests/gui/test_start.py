"""The start: the lock screen appears before anything heavy is loaded."""

import json
import subprocess
import sys
from pathlib import Path

_START = """
import json, sys
from pathlib import Path
from padan.bootstrap import build_tools
from padan.gui.application import Application, Start, qt_application
from padan.gui.machine_settings import MachineSettings
qt = qt_application(["padan"])
folder = Path(sys.argv[1])
program = Application(Start(build_tools, folder / "ruang", machine=MachineSettings(folder / "padan.ini")))
program.show()
qt.processEvents()
print(json.dumps([program.window.isVisible(), program.unlock_view.isVisible(), sorted(sys.modules)]))
program.stop()
"""
HEAVY = (
    "polars",
    "numpy",
    "typst",
    "pyhanko",
    "python_calamine",
    "xlsxwriter",
    "rapidfuzz",
    "PySide6.QtPdf",
    "PySide6.QtPrintSupport",
    "PySide6.QtNetwork",
)
LATER = ("padan.gui.shell.workplace", "padan.gui.setup.view", "padan.gui.help", "padan.gui.sitting")


def test_lock_screen_is_visible_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", _START, str(tmp_path)],
        capture_output=True,
        check=True,
        text=True,
        env={"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "PATH": ""},
    )
    visible, door, modules = json.loads(answer.stdout)
    assert visible
    assert door
    assert [one for one in (*HEAVY, *LATER) if one in modules] == []
