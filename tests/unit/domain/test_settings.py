"""The table of settings: values read back, limits kept, old names heard."""

from dataclasses import replace

import pytest

from padan.domain.settings import (
    BY_NAME,
    FONT_PERCENT,
    IDLE_MINUTES,
    OFFERED,
    SETTINGS,
    THEME,
    Setting,
    fixed_values,
    parse,
    read,
    stored_text,
    text_of,
)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda one: one.name)
def test_default_is_a_value_of_its_setting(setting: Setting) -> None:
    assert parse(setting, text_of(setting.default)) == setting.default


def test_names_are_unique() -> None:
    old = [name for one in SETTINGS for name in one.old_names]
    assert len(BY_NAME) == len(SETTINGS)
    assert not set(old) & set(BY_NAME)


@pytest.mark.parametrize("text", ["0", "61", "-5", "lima", "", "5.5"])
def test_number_outside_its_limits_falls_back(text: str) -> None:
    assert read(IDLE_MINUTES, text) == IDLE_MINUTES.default


def test_number_within_its_limits_is_read() -> None:
    assert read(FONT_PERCENT, "150") == 150


def test_choice_outside_the_list_falls_back() -> None:
    assert read(THEME, "merah") == "system"


def test_switch_is_read_back() -> None:
    switch = replace(THEME, kind="switch", default=False)
    assert parse(switch, text_of(True)) is True
    assert parse(switch, "ja") is None


def test_old_name_is_heard_when_the_new_one_is_absent() -> None:
    renamed = replace(THEME, old_names=("view.colours",))
    assert stored_text(renamed, {"view.colours": "dark"}) == "dark"
    assert stored_text(renamed, {"view.colours": "dark", "appearance.theme": "light"}) == "light"
    assert stored_text(renamed, {}) is None


def test_policy_fixes_only_values_of_settings() -> None:
    policy = {
        "settings": {
            "lock.idle_minutes": 10,
            "lists.page_rows": 7,
            "practice.steps": False,
            "unknown.name": 1,
            "appearance.theme": "pink",
        }
    }
    assert fixed_values(policy) == {"lock.idle_minutes": 10, "practice.steps": False}


@pytest.mark.parametrize("policy", [{}, {"settings": 5}, {"other": {"lock.idle_minutes": 10}}])
def test_policy_without_settings_fixes_nothing(policy: dict[str, object]) -> None:
    assert fixed_values(policy) == {}


def test_offered_settings_are_in_the_table() -> None:
    assert set(OFFERED) <= set(SETTINGS)
