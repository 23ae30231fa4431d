"""Every control has a name and a role that a screen reader can say."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from sweep.sight import LEAVES, called, in_sight, takes_tab

_NOTHING_SAID = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane}


def unnamed(root: QWidget) -> list[str]:
    """Return the controls without a name or a role of their own."""
    found = []
    for one in in_sight(root):
        if one.focusProxy() is not None:
            continue
        if not takes_tab(one) and not (isinstance(one, LEAVES) and hasattr(one, "clicked")):
            continue
        told = QAccessible.queryAccessibleInterface(one)
        if not told.text(QAccessible.Text.Name).strip():
            found.append(f"no name: {called(one)}")
        if told.role() in _NOTHING_SAID:
            found.append(f"no role: {called(one)}")
    return found
