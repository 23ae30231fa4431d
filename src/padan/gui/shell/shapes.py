"""Keeps how columns and splitters of a screen were left, and puts them back; touches no data."""

from collections.abc import Iterator

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QSplitter, QTableView, QWidget

from padan.gui.machine_settings import MachineSettings
from padan.gui.widgets.table import Table

_SEPARATOR = ":"


def put_back(screen: str, view: QWidget, machine: MachineSettings) -> None:
    """Give every table and splitter of a screen the shape it was left in."""
    for name, part in _parts(screen, view):
        count, _, text = machine.shape(name).partition(_SEPARATOR)
        if not text or count != str(_count(part)):
            continue
        state = QByteArray.fromBase64(text.encode("ascii"))
        if isinstance(part, QSplitter):
            part.restoreState(state)
        elif isinstance(part, Table):
            part.put_back(state)
        elif isinstance(part, QTableView):
            part.horizontalHeader().restoreState(state)


def keep(screen: str, view: QWidget, machine: MachineSettings) -> None:
    """Keep the shape of every table and splitter that the officer changed."""
    for name, part in _parts(screen, view):
        if isinstance(part, QSplitter):
            state = part.saveState()
        elif isinstance(part, Table) and not part.arranged:
            continue
        elif isinstance(part, QTableView):
            state = part.horizontalHeader().saveState()
        else:
            continue
        text = bytes(state.toBase64().data()).decode("ascii")
        machine.keep_shape(name, f"{_count(part)}{_SEPARATOR}{text}")


def _parts(screen: str, view: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Return tables and splitters, named by screen, kind and place: the same as long as the view is."""
    for kind in (QSplitter, QTableView):
        for place, part in enumerate(view.findChildren(kind)):
            yield f"{screen}.{kind.__name__}.{place}", part


def _count(part: QWidget) -> int:
    if isinstance(part, QSplitter):
        return part.count()
    return part.horizontalHeader().count() if isinstance(part, QTableView) else 0
