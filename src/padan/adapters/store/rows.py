"""Frozen dataclasses as table rows, one column per field under the field's name; knows no particular subject.

Text, numbers, moments and enums become scalars; dicts, tuples and sets become JSON text.
"""

import dataclasses
import json
from collections.abc import Sequence
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from padan.adapters.store.codec import hints_of, plain_of, to_json, typed

Value = TypeVar("Value")


def to_row(value: Any) -> tuple[object, ...]:
    """Return the field values of a dataclass as SQL values, in field order."""
    return tuple(_sql(getattr(value, field.name)) for field in dataclasses.fields(value))


def from_row(kind: type[Value], row: Sequence[object]) -> Value:
    """Return the dataclass whose fields, in order, are in `row`."""
    annotated: Any = kind
    hints = hints_of(annotated)
    names = [field.name for field in dataclasses.fields(annotated)]
    return kind(**{name: _value(hints[name], one) for name, one in zip(names, row, strict=True)})


def columns_of(kind: Any) -> str:
    """Return the columns of a table that is named as the dataclass is, in field order."""
    return ", ".join(field.name for field in dataclasses.fields(kind))


def settings_of(kind: Any) -> str:
    """Return the SET list of every field but the first, the key."""
    return ", ".join(f"{field.name} = ?" for field in dataclasses.fields(kind)[1:])


def marks(count: int) -> str:
    """Return `count` question marks for a VALUES list."""
    return ", ".join("?" * count)


def _sql(value: object) -> object:
    if value is None or isinstance(value, str | int | float | date | Enum):
        return plain_of(value)
    return to_json(value)


def _value(kind: Any, sql: object) -> Any:
    if sql is None:
        return None
    wanted = _inner(kind)
    if wanted is bool:
        return bool(sql)
    is_scalar = isinstance(wanted, type) and get_origin(wanted) is None
    if is_scalar and issubclass(wanted, str | int | float | date | Enum):
        return typed(wanted, sql)
    return typed(wanted, json.loads(str(sql)))


def _inner(kind: Any) -> Any:
    """Take `None` off an optional annotation."""
    if get_origin(kind) in (Union, UnionType):
        return next(one for one in get_args(kind) if one is not type(None))
    return kind
