"""Tab follows the layout: for pages whose parts are made anew while others stay."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def follow_layout(root: QWidget) -> None:
    """Let Tab go through `root` in the order in which its layouts hold the controls."""
    layout = root.layout()
    if layout is not None:
        for one, after in pairwise(_held(layout)):
            QWidget.setTabOrder(one, after)


def _held(layout: QLayout) -> Iterator[QWidget]:
    for item in filter(None, (layout.itemAt(number) for number in range(layout.count()))):
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _held(inner)
        elif widget is not None:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget
            below = widget.layout()
            if below is not None:
                yield from _held(below)
