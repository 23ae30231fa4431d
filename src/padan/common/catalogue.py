"""Faults in words: reads the catalogue of resources/texts/faults once, when first asked; shows and logs
nothing.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from padan.common.errors import Fault
from padan.common.places import resources


@dataclass(frozen=True)
class FaultText:
    """One code in words, with its family (user, environment, defect) and the next step."""

    code: int
    name: str
    family: str
    message: str
    remedy: str


class _Lenient(Formatter):
    """Fills placeholders; one without a value, or with a value it cannot show, stands as its own name."""

    def get_field(self, field_name: str, args: object, kwargs: Mapping[str, object]) -> tuple[object, str]:
        return kwargs.get(field_name, f"({field_name})"), field_name

    def format_field(self, value: object, format_spec: str) -> str:
        try:
            return format(value, format_spec)
        except (TypeError, ValueError):
            return str(value)


def sentence(fault: Fault) -> FaultText:
    """Return the words of a fault; the family is the fault's own, so the exit status and the words agree."""
    text = words_of(fault.code, fault.values)
    return FaultText(text.code, text.name, fault.family, text.message, text.remedy)


def words_of(
    code: int, values: Mapping[str, object] | None = None, shown: Callable[[object], str] | None = None
) -> FaultText:
    """Return the words of a code: also of row problems and notices, which are no exceptions.

    `shown` says how the front end writes a value; an unknown code gets a sentence with its number. Never
    raises.
    """
    entry = catalogue().get(code, {})
    write = shown or _plain
    filled = {key: write(value) for key, value in (values or {}).items()}

    def fill(key: str, otherwise: str) -> str:
        return _Lenient().vformat(entry.get(key, otherwise), (), filled)

    return FaultText(
        code=code,
        name=entry.get("name", "UNKNOWN"),
        family=entry.get("family", "defect"),
        message=fill("message", f"Kesalahan {code}."),
        remedy=fill("remedy", "Laporkan kode ini kepada pengelola Padan."),
    )


@lru_cache(maxsize=1)
def catalogue() -> Mapping[int, Mapping[str, str]]:
    """Return every entry of the catalogue by its code."""
    found: dict[int, dict[str, str]] = {}
    for path in sorted((resources() / "texts" / "faults").glob("*.toml")):
        for code, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[int(code)] = entry
    return found


def _plain(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(one) for one in value)
    return str(value)
