"""The table of actions: who may, when, and that no two shortcuts collide on one screen."""

from collections import Counter

from padan.gui.actions import ACTIONS, action


def test_action_needs_the_role_and_every_condition() -> None:
    verify = action("document.verify")
    assert not verify.enabled({"chosen", "can_verify"})
    assert not verify.enabled({"may:document.verify", "chosen"})
    assert verify.enabled({"may:document.verify", "chosen", "can_verify"})


def test_disabled_action_says_which_role_does_it() -> None:
    assert "Verifikator" in action("document.verify").reason(set())


def test_disabled_action_says_what_is_missing() -> None:
    assert action("document.verify").reason({"may:document.verify", "chosen"})


def test_shortcuts_are_unique_within_an_area() -> None:
    seen = Counter((spec.name.split(".")[0], spec.shortcut) for spec in ACTIONS.values() if spec.shortcut)
    assert [key for key, count in seen.items() if count > 1] == []
