"""The round of every view: each screen, page, form and tab is brought into sight, one after the other."""

from collections.abc import Iterator

from pages.window import Window
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from padan.gui.setup.view import SetupView
from padan.gui.shell.screens import SCREENS
from padan.gui.widgets.screen import Screen

NAMES = [spec.name for spec in SCREENS]
Stop = tuple[str, QWidget]
ACTS = {
    "data": ("data.problems", "data.quality", "data.find"),
    "matching": ("matching.result", "matching.findings", "matching.compare"),
    "documents": ("document.preview",),
    "exchange": ("exchange.leaving",),
}
"""Acts that fill a page with data: by screen."""


def fill(window: Window) -> None:
    """Open every screen once and let the acts fill its pages; they stay filled."""
    for name in NAMES:
        view = window.screen(name)
        for act in ACTS.get(name, ()):
            view.turn_to("main")
            window.use(view, act)


def workplace(window: Window) -> Iterator[Stop]:
    """Yield (name, window) with each view of the unlocked window in sight, as `fill` left it."""
    for name in NAMES:
        view = window.workplace.made(name).view
        window.workplace.screens.setCurrentWidget(view)
        for page in list(view._pages):
            _open(view, page)
            yield from _tabs(window, f"{name}.{page}", view)
        view.turn_to("main")


def _open(view: Screen, page: str) -> None:
    if page in view.forms:
        view.open_form(page)
    else:
        view.turn_to(page)


def _tabs(window: Window, name: str, view: QWidget) -> Iterator[Stop]:
    tabs = [one for one in view.findChildren(QTabWidget) if one.isVisible()]
    if not tabs:
        yield _ready(window, name)
    for one in tabs:
        for number in range(one.count()):
            one.setCurrentIndex(number)
            yield _ready(window, f"{name} tab {number + 1}")


def _ready(window: Window, name: str) -> Stop:
    for _ in range(3):
        QApplication.processEvents()
    return name, window.program.window


def door(window: Window) -> Iterator[Stop]:
    """Yield the views of the locked window: the door, the recovery, the change of passphrase, the wizard."""
    view = window.program.unlock_view
    yield _ready(window, "door")
    view.stack.setCurrentWidget(view.recover)
    yield _ready(window, "door: recovery")
    view.ask_change("sari")
    yield _ready(window, "door: own passphrase")
    window.program.doors.set_up("")
    wizard = window.program.window.content.currentWidget()
    assert isinstance(wizard, SetupView)
    for number in range(wizard.stack.count()):
        wizard.turn_to(number)
        yield _ready(window, f"wizard {number + 1}")
    window.program.window.show_door(view)
    view.show_door()
