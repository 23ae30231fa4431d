"""The keyboard: no trap, nothing out of reach, an order one can follow, a focus one can see."""

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QRadioButton, QStatusBar, QTextEdit, QWidget

from sweep.contrast import luminance, pixels
from sweep.sight import ancestors, called, in_sight, place, takes_tab

_MOST = 250
_TAB, _BACKTAB = Qt.Key.Key_Tab, Qt.Key.Key_Backtab


class Trapped(Exception):
    """Tab does not come round."""


def walk(start: QWidget, key: Qt.Key = _TAB) -> list[QWidget]:
    """Press Tab until the focus comes round; return what it reached, in order."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _ in range(_MOST):
        now = QApplication.focusWidget()
        if now is None:
            raise Trapped("the focus is nowhere")
        if seen and now is seen[0] and len(seen) > 1:
            return seen
        if now not in seen:
            seen.append(now)
        elif now is not seen[-1]:
            raise Trapped(f"Tab goes round without {called(seen[0])}, by way of {called(now)}")
        before = now
        QTest.keyClick(now, key)
        if QApplication.focusWidget() is before and not _has_parts(before):
            if len(wanted(start.window())) == 1:
                return seen
            raise Trapped(f"{called(before)} keeps the focus")
    raise Trapped(f"Tab never comes round; it began at {called(seen[0])}")


def _has_parts(widget: QWidget) -> bool:
    """A date moves between day, month and year first."""
    return hasattr(widget, "currentSection")


def wanted(root: QWidget) -> list[QWidget]:
    """Return what Tab must reach: of a group of radio buttons only the one that is chosen."""
    found = []
    for one in in_sight(root):
        if not takes_tab(one) or one.focusProxy() is not None or one.isWindow():
            continue
        if isinstance(one, QRadioButton) and _another_is_chosen(one):
            continue
        found.append(one)
    return found


def _another_is_chosen(one: QRadioButton) -> bool:
    group = one.group().buttons() if one.group() else one.parentWidget().findChildren(QRadioButton)
    return not one.isChecked() and any(other.isChecked() for other in group)


def traps(root: QWidget) -> list[str]:
    """Return controls that Tab or Shift+Tab does not reach or does not leave."""
    expected = wanted(root)
    if not expected:
        return []
    found = []
    for key, name in ((_TAB, "Tab"), (_BACKTAB, "Shift+Tab")):
        try:
            reached = walk(expected[0], key)
        except Trapped as trapped:
            found.append(f"trap: {name}: {trapped}")
            continue
        found += [f"out of reach by {name}: {called(one)}" for one in expected if one not in reached]
    edits = [one for one in in_sight(root) if isinstance(one, QPlainTextEdit | QTextEdit)]
    return found + [f"trap: {called(one)} keeps Tab" for one in edits if _keeps_tab(one)]


def _keeps_tab(one: QPlainTextEdit | QTextEdit) -> bool:
    return not one.isReadOnly() and not one.tabChangesFocus()


def disordered(root: QWidget) -> list[str]:
    """Return steps of Tab that go up in the same column, or back on the same line."""
    expected = wanted(root)
    if len(expected) < 3:
        return []
    try:
        reached = [one for one in walk(expected[0]) if one in expected]
    except Trapped:
        return []  # told by `traps`
    if len(reached) < 3:
        return []
    last = next((one for one in reached if isinstance(one.parentWidget(), QStatusBar)), None)
    last = last or max(reached, key=lambda one: (place(one).bottom(), place(one).left()))
    start = (reached.index(last) + 1) % len(reached)  # after it, Tab begins anew at the top
    steps = pairwise(reached[start:] + reached[:start])
    return [
        f"order: from {called(one)} back to {called(other)}"
        for one, other in steps
        if _backwards(_lies(one, other), _lies(other, one))
    ]


def _lies(one: QWidget, other: QWidget) -> QRect:
    """Return where the outermost part lies that holds the one and not the other."""
    part = one
    for up in ancestors(one):
        if up is other or up.isAncestorOf(other):
            break
        part = up
    return place(part)


def _backwards(here: QRect, there: QRect) -> bool:
    columns = min(here.right(), there.right()) - max(here.left(), there.left())
    lines = min(here.bottom(), there.bottom()) - max(here.top(), there.top())
    up = there.bottom() <= here.top() and columns > 0
    back = there.right() <= here.left() and lines > min(here.height(), there.height()) // 2
    return up or back


def unseen_focus(root: QWidget, known: set[object] | None = None) -> list[str]:
    """Return controls that look the same with and without the focus; `known` kinds are looked at once."""
    found = []
    expected = wanted(root)
    for one in expected:
        kind = (type(one), one.property("kind"))
        if known is not None and kind in known:
            continue
        other = next((rest for rest in expected if rest is not one), None)
        if other is not None and not _differs(one, other):
            found.append(f"focus not seen: {called(one)}")
        elif known is not None:
            known.add(kind)
    return found


def _differs(one: QWidget, other: QWidget) -> bool:
    """Tell whether enough pixels change by 3 to 1 when the focus comes (WCAG 2.4.13: an edge's worth)."""
    one.setFocus(Qt.FocusReason.TabFocusReason)
    with_focus = luminance(pixels(one))
    other.setFocus(Qt.FocusReason.TabFocusReason)
    without = luminance(pixels(one))
    if with_focus.shape != without.shape:
        return True
    change = (np.maximum(with_focus, without) + 0.05) / (np.minimum(with_focus, without) + 0.05)
    height, width = change.shape
    least = min(height, width, 60)
    return int(np.count_nonzero(change >= 3)) >= max(least, 30)
