"""Indonesian words for codes of the domain, out of the list that the window uses, too; decides nothing."""

import tomllib
from functools import lru_cache

from padan.common.places import resources
from padan.domain.elements import BY_CODE


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    path = resources() / "texts" / "id" / "words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def word(kind: str, code: str) -> str:
    """Return the word for a code, or the code itself when the list has none."""
    return _words().get(kind, {}).get(code, code)


def element_label(code: str) -> str:
    """Return an element's Indonesian label."""
    return BY_CODE[code].label if code in BY_CODE else code
