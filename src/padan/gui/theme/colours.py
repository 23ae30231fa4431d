"""Light and dark colours and the palettes made of them; decides nothing about when they are used."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True)
class Colours:
    """One scheme. Every text colour keeps at least 4.5:1 on `base` and on `window` (measured by a test)."""

    window: str
    base: str
    stripe: str
    text: str
    dim: str
    line: str
    control_line: str
    accent: str
    on_accent: str
    good: str
    warn: str
    bad: str
    mark: str
    training: str
    on_training: str


LIGHT = Colours(
    window="#f3f5f7",
    base="#ffffff",
    stripe="#f6f8fb",
    text="#1b1f24",
    dim="#57606a",
    line="#d0d7de",
    control_line="#7d8791",
    accent="#1a5fb4",
    on_accent="#ffffff",
    good="#1a6f37",
    warn="#8a5a00",
    bad="#b42318",
    mark="#fff1c7",
    training="#ffd33d",
    on_training="#241c00",
)
DARK = Colours(
    window="#1c2128",
    base="#22272e",
    stripe="#262c34",
    text="#e6edf3",
    dim="#a6b1bc",
    line="#3d444d",
    control_line="#8b949e",
    accent="#7ab4ff",
    on_accent="#0d1117",
    good="#6fd08c",
    warn="#e3b341",
    bad="#ff9a90",
    mark="#4d3d00",
    training="#8a6d00",
    on_training="#ffffff",
)


def palette(colours: Colours) -> QPalette:
    """Return the Qt palette of a scheme; disabled text stays readable."""
    made = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.base),
        (role.AlternateBase, colours.stripe),
        (role.Text, colours.text),
        (role.Button, colours.window),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.bad),
        (role.ToolTipBase, colours.base),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.dim),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Accent, colours.accent),
        (role.Mid, colours.line),
        (role.Midlight, colours.line),
        (role.Light, colours.base),
        (role.Dark, colours.control_line),
    ):
        made.setColor(where, QColor(colour))
    for dimmed in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, dimmed, QColor(colours.dim))
    return made


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = []
    for start in (1, 3, 5):
        value = int(colour[start : start + 2], 16) / 255
        channels.append(value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4)
    red, green, blue = channels
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
