"""Two snapshots of a register compared, in words; pure."""

from typing import TYPE_CHECKING

from padan.domain.fields import FIELDS
from padan.gui.texts import number, t, word
from padan.gui.widgets.chart import Part

if TYPE_CHECKING:
    from padan.matching.snapshots_compared import SnapshotsCompared

_SHOWN_FIELDS = 12


def summary(found: "SnapshotsCompared") -> str:
    """Return the counts, and what could not be compared."""
    told = [
        t(
            "data.compare.told",
            added=number(found.added),
            gone=number(found.gone),
            changed=number(found.changed),
            unchanged=number(found.unchanged),
        )
    ]
    if any(found.unknown):
        before, now = (number(one) for one in found.unknown)
        told.append(t("data.compare.unknown", before=before, now=now))
    for key, names in (("only_before", found.only_before), ("only_now", found.only_now)):
        if names:
            told.append(t(f"data.compare.{key}", names=", ".join(_field(one) for one in names)))
    return "\n".join(told)


def parts(found: "SnapshotsCompared") -> list[Part]:
    """Return the fields that changed most, as bars."""
    shown = list(found.by_field.items())[:_SHOWN_FIELDS]
    return [
        Part(name, t("data.compare.rows", count=number(count)), count, 0, _field(name))
        for name, count in shown
    ]


def cells(row: tuple[object, ...]) -> tuple[str, ...]:
    """Return one change as texts."""
    change, nip, nama, field, before, now, row_before, row_now = row
    rows = [t("common.nothing") if one == -1 else str(one) for one in (row_before, row_now)]
    shown = [str(one) if one is not None else "" for one in (nip, nama)]
    values = [str(one) if one is not None else "" for one in (before, now)]
    return (word("snapshot_change", str(change)), *shown, _field(str(field)) if field else "", *values, *rows)


def _field(name: str) -> str:
    return FIELDS[name].label if name in FIELDS else name
