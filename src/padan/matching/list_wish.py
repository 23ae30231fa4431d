"""What an officer wishes to see of a list of findings: filter and order as plain values, without any column
library.
"""

from dataclasses import dataclass

COLUMNS = (
    "class",
    "row_a",
    "row_b",
    "nip",
    "nama",
    "element",
    "kind",
    "value_a",
    "value_b",
    "owner",
    "newer",
    "suggestion",
)


@dataclass(frozen=True)
class ViewFilter:
    """What to show; empty fields do not restrict. `text` is sought in NIP, name and both values."""

    klass: str = ""
    element: str = ""
    kind: str = ""
    owner: str = ""
    text: str = ""


@dataclass(frozen=True)
class ViewOrder:
    """By which column; empty means as the run lists it."""

    column: str = ""
    descending: bool = False
