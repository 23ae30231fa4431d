"""A fault always finds words, whatever its values."""

from padan.common.catalogue import sentence, words_of
from padan.common.codes import house
from padan.common.errors import EnvironmentFault, UserFault


def test_sentence_carries_code_family_and_values() -> None:
    text = sentence(EnvironmentFault(house.DISK_FULL, file="hasil.csv"))
    assert (text.code, text.name, text.family) == (10201, "DISK_FULL", "environment")
    assert "hasil.csv" in text.message


def test_missing_value_shows_the_placeholder_name() -> None:
    assert "(file)" in words_of(house.DISK_FULL).message


def test_unknown_code_still_gets_a_sentence_with_its_number() -> None:
    text = sentence(UserFault(12345, anything=object()))
    assert (text.name, text.family) == ("UNKNOWN", "user")
    assert "12345" in text.message


def test_values_that_look_like_placeholders_stay_as_they_are() -> None:
    assert "{remedy!r:>9}" in words_of(house.DISK_FULL, {"file": "{remedy!r:>9}"}).message


def test_front_end_decides_how_a_value_is_shown() -> None:
    assert "<5>" in words_of(house.DISK_FULL, {"file": 5}, lambda value: f"<{value}>").message
