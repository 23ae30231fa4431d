"""Domain values to JSON and back by their type annotations; knows no table and no particular type.

Handles str, int, float, bool, None, dates, enums, dataclasses, tuples, lists, sets and dicts with text keys.
"""

import dataclasses
import json
import types
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from padan.common.clock import from_utc_text, utc_text

Value = TypeVar("Value")
_ATOMS = (str, int, float, bool)


def to_json(value: object) -> str:
    """Return `value` as compact JSON with sorted keys."""
    return json.dumps(plain_of(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(kind: type[Value], text: str) -> Value:
    """Return the value of type `kind` that `to_json` wrote; fields added since then take their defaults."""
    return cast(Value, typed(kind, json.loads(text)))


def plain_of(value: object) -> Any:
    """Return `value` as JSON-able values."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, _ATOMS):
        return value
    if isinstance(value, date):
        return utc_text(value) if isinstance(value, datetime) else value.isoformat()
    return _plain_collection(value)


def _plain_collection(value: object) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_of(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(plain_of(key)): plain_of(one) for key, one in value.items()}
    if isinstance(value, AbstractSet):
        return sorted(plain_of(one) for one in value)
    if isinstance(value, Sequence):
        return [plain_of(one) for one in value]
    raise TypeError(type(value).__name__)


def typed(kind: Any, plain: Any) -> Any:
    """Return the value annotated `kind` from its plain JSON form."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), plain)
    if origin is not None:
        return _collection(origin, get_args(kind), plain)
    if isinstance(kind, type):
        return _scalar(kind, plain)
    return plain


def _scalar(kind: type, plain: Any) -> Any:
    if dataclasses.is_dataclass(kind):
        hints = hints_of(kind)
        return kind(**{name: typed(hints[name], one) for name, one in plain.items() if name in hints})
    if issubclass(kind, Enum):
        return kind(plain)
    if issubclass(kind, datetime):
        return from_utc_text(plain)
    if issubclass(kind, date):
        return date.fromisoformat(plain)
    return plain


def _one_of(kinds: tuple[Any, ...], plain: Any) -> Any:
    if plain is None:
        return None
    return typed(next(one for one in kinds if one is not type(None)), plain)


def _collection(origin: Any, inner: tuple[Any, ...], plain: Any) -> Any:
    if issubclass(origin, Mapping):
        return {typed(inner[0], key): typed(inner[1], one) for key, one in plain.items()}
    if origin is tuple and not (len(inner) == 2 and inner[1] is Ellipsis):
        return tuple(typed(kind, one) for kind, one in zip(inner, plain, strict=True))
    items = [typed(inner[0], one) for one in plain]
    if issubclass(origin, frozenset):
        return frozenset(items)
    return items if origin is list else tuple(items)


@cache
def hints_of(kind: Any) -> dict[str, Any]:
    """Return the resolved annotations of a dataclass."""
    found: dict[str, Any] = get_type_hints(kind)
    return found
