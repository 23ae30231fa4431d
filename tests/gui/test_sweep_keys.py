"""The keyboard in every view: no trap, nothing out of reach, a logical order, a focus one can see."""

from collections.abc import Iterator

import pytest
from pages.window import Window
from sweep import keys, tour
from test_sweep_views import SIZE, report

from padan.gui.theme.look import look

SCHEMES = ("light", "dark", "contrast")


@pytest.fixture(autouse=True)
def look_put_back(qapp) -> Iterator[None]:
    look().choose("light", 100)
    yield
    look().choose("system", 100)


def _ready(window: Window) -> Window:
    window.program.window.resize(*SIZE)
    window.program.window.activateWindow()
    return window


def test_tab_goes_round_every_view(written: Window) -> None:
    tour.fill(_ready(written))
    report(tour.workplace(written), (keys.traps, keys.disordered))


def test_tab_goes_round_every_locked_view(window: Window) -> None:
    report(tour.door(_ready(window)), (keys.traps, keys.disordered))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_focus_is_seen_on_every_kind_of_control(written: Window, scheme: str) -> None:
    look().choose(scheme, 100)
    tour.fill(_ready(written))
    known: set[object] = set()
    report(tour.workplace(written), (lambda root: keys.unseen_focus(root, known),))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_focus_is_seen_on_every_kind_of_control_of_the_locked_window(window: Window, scheme: str) -> None:
    look().choose(scheme, 100)
    known: set[object] = set()
    report(tour.door(_ready(window)), (lambda root: keys.unseen_focus(root, known),))
