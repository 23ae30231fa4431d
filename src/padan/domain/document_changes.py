"""What differs in content between two versions of a berita acara; says where and what, words are the front
end's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from padan.domain.berita_acara import BeritaAcaraContent

_NOT_CONTENT = frozenset({"document_id", "version", "supersedes", "training"})
"""These differ between any two versions, or cannot differ within one workspace."""

_KEYS: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "sources": lambda one: str(one["register"]),
    "elements": lambda one: str(one["label"]),
    "corrections": lambda one: str(one["proposer"]),
    "annexes": lambda one: str(one["numeral"]),
    "not_compared": lambda one: str(one["label"]),
    "witnesses": lambda one: str(one["name"]),
    "acknowledged_by": lambda one: str(one["name"]),
    "open_points": lambda one: str(one["text"]),
    "refusals": lambda one: str(one["reason"]),
    "addenda": lambda one: str(one["number"]),
    "mapping": lambda one: str(one["header"]),
}
"""What names an entry of a list: an entry that moved is the same entry."""
_COUNTED = frozenset({"decisions", "mapping"})
"""Long lists of which only the number is told."""


@dataclass(frozen=True)
class Change:
    """One difference: the part of the document, the entry in it (empty for a single value), the field's name,
    and both values as text (empty: absent).
    """

    part: str
    entry: str
    name: str
    before: str
    after: str


def changes(older: BeritaAcaraContent, newer: BeritaAcaraContent) -> list[Change]:
    """Return every difference in the order of the document's parts; empty when the content is the same."""
    before, after = _flat(older), _flat(newer)
    places = [*before, *(one for one in after if one not in before)]
    found = [Change(*place, before.get(place, ""), after.get(place, "")) for place in places]
    order = {name: place for place, name in enumerate(newer.to_dict())}
    differing = [one for one in found if one.before != one.after]
    return sorted(differing, key=lambda one: order.get(one.part, len(order)))


def _flat(content: BeritaAcaraContent) -> dict[tuple[str, str, str], str]:
    values: dict[tuple[str, str, str], str] = {}
    for part, value in content.to_dict().items():
        if part not in _NOT_CONTENT:
            _add(values, part, "", part, value)
    return values


def _add(values: dict[tuple[str, str, str], str], part: str, entry: str, name: str, value: object) -> None:
    if isinstance(value, Mapping):
        for key, one in value.items():
            _add(values, part, entry, str(key) if name == part else f"{name}.{key}", one)
    elif isinstance(value, list):
        _add_list(values, part, entry, name, value)
    else:
        values[part, entry, name] = "" if value is None else str(value)


def _add_list(
    values: dict[tuple[str, str, str], str], part: str, entry: str, name: str, items: list[object]
) -> None:
    if name in _COUNTED:
        values[part, entry, name] = str(len(items))
    elif items and isinstance(items[0], Mapping):
        for one in items:
            assert isinstance(one, Mapping)
            key = _KEYS[name](one) if name in _KEYS else str(len(values))
            for field, value in one.items():
                inner = " · ".join(each for each in (entry, key) if each)
                _add(values, part, inner, str(field), value)
    else:
        values[part, entry, name] = ", ".join(str(one) for one in items)
