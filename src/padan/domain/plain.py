"""Frozen dataclasses to JSON-able values and strictly back; outside data that does not fit is refused, never
guessed.
"""

import types
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Plain = TypeVar("Plain")


_LATER = "later"
LATER = {_LATER: True}
"""Metadata of a field that older records lack: left out while it has its default, so that they keep their
bytes.
"""
LARGEST = 10**12
"""Counts above this are no counts of people; a foreign document that states one is refused."""


class NotPlain(ValueError):
    """The value does not have the shape of the dataclass; `where` names the place, never the value."""

    def __init__(self, where: str) -> None:
        super().__init__(f"unexpected shape at {where}")
        self.where = where


def to_plain(value: Any) -> Any:
    """Return dicts, lists, strings, ints, bools and None; moments become RFC 3339 in UTC."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(getattr(value, field.name))
            for field in fields(value)
            if not (field.metadata.get(_LATER) and getattr(value, field.name) == field.default)
        }
    if isinstance(value, list | tuple):
        return [to_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    return value


def from_plain(kind: type[Plain], untrusted: object, where: str = "") -> Plain:
    """Return `untrusted` as the dataclass `kind`; unknown, missing or ill-typed parts raise NotPlain."""
    made: Plain = _read(kind, untrusted, where or kind.__name__)
    return made


def _read(kind: Any, value: object, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = [one for one in get_args(kind) if one is not type(None)]
        return None if value is None else _read(inner[0], value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise NotPlain(where)
        return tuple(_read(get_args(kind)[0], one, f"{where}[{place}]") for place, one in enumerate(value))
    if is_dataclass(kind):
        return _read_dataclass(kind, value, where)
    return _read_leaf(kind, value, where)


@cache
def _shape(kind: Any) -> tuple[dict[str, Any], frozenset[str]]:
    """Return a dataclass's fields with their types, and which of them came later; asked for every value."""
    later = frozenset(field.name for field in fields(kind) if field.metadata.get(_LATER))
    return get_type_hints(kind), later


def _read_dataclass(kind: Any, value: object, where: str) -> Any:
    hints, later = _shape(kind)
    if not isinstance(value, dict) or not set(hints) - later <= set(value) <= set(hints):
        raise NotPlain(where)
    return kind(
        **{name: _read(hints[name], value[name], f"{where}.{name}") for name in hints if name in value}
    )


def _read_leaf(kind: Any, value: object, where: str) -> Any:
    try:
        if isinstance(value, str):
            value.encode("utf-8")  # a lone surrogate is no text
            return _read_text(kind, value)
    except ValueError:
        raise NotPlain(where) from None
    if kind is bool and isinstance(value, bool):
        return value
    if kind is int and type(value) is int and 0 <= value <= LARGEST:
        return value
    raise NotPlain(where)


def _read_text(kind: Any, value: str) -> Any:
    if kind is datetime:
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if kind is date:
        return date.fromisoformat(value)
    if issubclass(kind, str):
        return kind(value)
    raise ValueError("a text where none belongs")
