"""What is shown of a person before an officer asks to see all of it: enough to tell people apart, no more."""

from collections.abc import Mapping

MASKED = frozenset({"nip_baru", "nip_lama", "nik", "pns_id", "tanggal_lahir"})
_DOT = "•"


def masked(fields: Mapping[str, str | None]) -> dict[str, str | None]:
    """Return the fields with numbers and the day of birth masked; everything else as it is."""
    return {name: mask(name, value) if name in MASKED else value for name, value in fields.items()}


def mask(name: str, value: str | None) -> str | None:
    """Mask one value: of a number the first four and last two characters stay, of a date the year."""
    if not value:
        return value
    value = value.strip().lstrip("'`")
    if name == "tanggal_lahir":
        return value[:4] + _DOT * max(len(value) - 4, 0)
    kept = 4 if len(value) > 8 else 1
    return value[:kept] + _DOT * max(len(value) - kept - 2, 1) + value[-2:]


def is_masked(fields: Mapping[str, str | None]) -> bool:
    """Tell whether something in the fields is masked."""
    return any(_DOT in (fields.get(name) or "") for name in MASKED)
