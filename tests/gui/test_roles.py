"""What each role sees and may press; every screen is marked in a training workspace."""

import pytest
from pages.window import Window

from padan.gui.shell.screens import SCREENS

PASSPHRASE = "kopi pahit di pagi hari"


def _enabled(window: Window, screen: str, action: str) -> bool:
    view = window.screen(screen)
    return next(bar.buttons[action] for bar in view._bars if action in bar.buttons).isEnabled()


MAY = {
    "sari": {
        "data.receive",
        "matching.run",
        "document.compose",
        "agreement.extend",
        "officer.add",
        "exchange.prepare",
    },
    "budi": set(),
    "ratna": {"agreement.override"},
    "agus": set(),
}
SCREEN_OF = {
    "data.receive": "data",
    "matching.run": "matching",
    "document.compose": "documents",
    "agreement.extend": "agreements",
    "agreement.override": "agreements",
    "officer.add": "preferences",
    "exchange.prepare": "exchange",
}


@pytest.mark.parametrize("login", sorted(MAY))
def test_actions_are_enabled_for_their_roles_and_looking_is_never_refused(window: Window, login: str) -> None:
    window.unlock(login, PASSPHRASE)
    for spec in SCREENS:
        window.screen(spec.name)
        assert "(20120)" not in window.message
        assert window.program.window.banner.isVisible()
    assert {name for name, screen in SCREEN_OF.items() if _enabled(window, screen, name)} == MAY[login]


def test_auditor_sees_the_log_and_it_holds(window: Window) -> None:
    window.unlock("agus", PASSPHRASE)
    screen = window.screen("oversight")
    assert screen.table.lines
    window.use(screen, "audit.verify")
    assert screen.verdict.text().startswith("✓")


def test_navigation_lists_the_screens_of_the_loop(at_work: Window) -> None:
    listed = [spec.name for spec in SCREENS if spec.listed]
    assert at_work.workplace.navigation.count() == len(listed) == 10
    assert len({keys for _name, _words, keys in at_work.workplace.listed()}) == 10
