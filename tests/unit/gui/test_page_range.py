"""Which pages a typed range names."""

import pytest

from padan.gui.printing import chosen_pages


@pytest.mark.parametrize(
    ("text", "pages"),
    [("", [0, 1, 2, 3]), ("1", [0]), ("2-3", [1, 2]), ("4, 1 - 2", [0, 1, 3]), ("1–2,2", [0, 1])],
)
def test_range_names_its_pages_once_and_in_order(text: str, pages: list[int]) -> None:
    assert chosen_pages(text, 4) == pages


@pytest.mark.parametrize("text", ["0", "5", "3-2", "1-5", "a", "1,,2", "-1", "1-"])
def test_range_that_names_no_page_is_none(text: str) -> None:
    assert chosen_pages(text, 4) is None
