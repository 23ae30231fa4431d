"""Values of the domain as JSON: ISO dates, plain numbers, lists; no choice of what is shown."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum


def plain(value: object) -> object:
    """Return `value` as JSON knows it; dataclasses become objects, sets sorted lists."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(one) for one in value), key=str)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    return _listed(value)


def _listed(value: object) -> object:
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value)
