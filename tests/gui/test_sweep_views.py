"""Every view in every look: named, whole, legible, told by more than colour."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest
from pages.window import Window
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sweep import contrast, fit, names, signs, tour

from padan.bootstrap import build_tools
from padan.domain.settings import THEME
from padan.gui.application import Application, Start
from padan.gui.machine_settings import MachineSettings
from padan.gui.theme.look import look

PASSPHRASE = "kopi pahit di pagi hari"
CHECKS = (
    names.unnamed,
    fit.clipped,
    fit.outside,
    fit.overlapping,
    fit.sideways,
    contrast.faint,
    signs.colour_alone,
)
LOOKS = list(product([one for one in THEME.choices if one != "system"], (100, 150, 200)))
SIZE = (1280, 720)
"""What an ordinary office notebook of 1366 by 768 leaves to a window."""


@pytest.fixture(scope="module")
def office(
    qapp: QApplication,
    request: pytest.FixtureRequest,
    written_once: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Window]:
    """One window for all looks, on an office with papers, with every screen filled once."""
    base = tmp_path_factory.mktemp("sweep")
    shutil.copytree(written_once, base / "ruang")
    machine = MachineSettings(base / "padan.ini")
    program = Application(Start(build_tools, base / "ruang", machine=machine))
    window = Window(program, QtBot(request))
    program.show()
    window.settle()
    program.window.resize(*SIZE)
    window.unlock("sari", PASSPHRASE)
    tour.fill(window)
    yield window
    program.stop()
    program.window.close()
    look().choose("system", 100)


def report(stops: Iterator[tuple[str, QWidget]], checks: Iterable[Callable[[QWidget], list[str]]]) -> None:
    """Fail with every finding on a line of its own, each once."""
    lines = [f"{name} | {one}" for name, root in stops for check in checks for one in check(root)]
    if lines:
        pytest.fail("\n".join(dict.fromkeys(lines)), pytrace=False)


@pytest.mark.parametrize(("scheme", "percent"), LOOKS)
def test_views_are_without_faults(office: Window, scheme: str, percent: int) -> None:
    look().choose(scheme, percent)
    report(tour.workplace(office), CHECKS)


@pytest.mark.parametrize(("scheme", "percent"), LOOKS)
def test_locked_views_are_without_faults(window: Window, scheme: str, percent: int) -> None:
    window.program.window.resize(*SIZE)
    look().choose(scheme, percent)
    report(tour.door(window), CHECKS)
