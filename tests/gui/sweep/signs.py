"""Nothing is told by colour alone."""

from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from sweep.sight import called, columns, in_sight

_ROWS = 60


def colour_alone(root: QWidget) -> list[str]:
    """Return pictures without words, and rows whose colour no sign and no word repeats."""
    found = []
    for one in in_sight(root):
        if isinstance(one, QLabel) and not one.pixmap().isNull() and not one.accessibleName():
            found.append(f"picture without words: {called(one)}")
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            found += [f"colour alone: {called(one)}: {why}" for why in _rows(one)]
    return found


def _rows(view: QAbstractItemView) -> Iterator[str]:
    """Rows of different colours must differ in a column of signs or words that are fewer than the rows."""
    model = view.model()
    count = min(model.rowCount(QModelIndex()), _ROWS)
    colours: dict[int, frozenset[str]] = {}
    for row in range(count):
        cells = [model.index(row, column) for column in range(columns(view))]
        colours[row] = frozenset(filter(None, map(_colour, cells)))
    if len(set(colours.values())) < 2:
        return
    for column in range(columns(view)):
        groups: dict[str, set[frozenset[str]]] = defaultdict(set)
        for row in range(count):
            groups[_sign(model.index(row, column))].add(colours[row])
        if all(len(found) == 1 for found in groups.values()) and len(groups) < max(count, 3):
            return
    yield f"{len(set(colours.values()))} colours, no column says which is which"


def _colour(index: QModelIndex) -> str:
    said = []
    for role in (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole):
        value = index.data(role)
        if isinstance(value, QBrush):
            value = value.color() if value.style() != Qt.BrushStyle.NoBrush else None
        said.append(value.name() if isinstance(value, QColor) else "")
    return "/".join(said) if any(said) else ""


def _sign(index: QModelIndex) -> str:
    """Return the words of a cell without its numbers, so that "3 berbeda" and "4 berbeda" say the same."""
    return "".join(letter for letter in str(index.data() or "") if not letter.isdigit())
