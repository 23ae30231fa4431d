"""The one table of colours, light, dark and high contrast, and the palettes made of it; decides nothing
about when a scheme is used.
"""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor, QPalette

Tone = Literal["good", "info", "warn", "bad", "quiet"]
"""What a colour says: always together with a sign and words."""


@dataclass(frozen=True)
class Colours:
    """One scheme. `READABLE` and `VISIBLE` say which pairs keep 4.5:1 and 3:1; a test measures every one."""

    name: str
    window: str
    base: str
    stripe: str
    text: str
    dim: str
    line: str
    control_line: str
    hover: str
    accent: str
    on_accent: str
    selected: str
    on_selected: str
    good: str
    info: str
    warn: str
    bad: str
    good_ground: str
    info_ground: str
    warn_ground: str
    bad_ground: str
    quiet_ground: str
    mark: str
    training: str
    on_training: str
    series: tuple[str, ...]
    """Colours of chart parts, in order; told apart also without red and green, and never without words."""

    def tone(self, tone: str) -> str:
        """Return the text colour of a tone."""
        return {"good": self.good, "info": self.info, "warn": self.warn, "bad": self.bad}.get(tone, self.dim)

    def ground(self, tone: str) -> str:
        """Return the quiet ground of a tone, for badges and marked cells."""
        grounds = {
            "good": self.good_ground,
            "info": self.info_ground,
            "warn": self.warn_ground,
            "bad": self.bad_ground,
        }
        return grounds.get(tone, self.quiet_ground)


_EVERYWHERE = ("base", "window", "stripe", "hover", "selected")
READABLE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "text",
        (*_EVERYWHERE, "mark", "quiet_ground", "good_ground", "info_ground", "warn_ground", "bad_ground"),
    ),
    ("dim", (*_EVERYWHERE[:4], "quiet_ground")),
    ("accent", ("base", "window", "stripe")),
    ("good", ("base", "window", "stripe", "good_ground")),
    ("info", ("base", "window", "stripe", "info_ground")),
    ("warn", ("base", "window", "stripe", "warn_ground")),
    ("bad", ("base", "window", "stripe", "bad_ground")),
    ("on_accent", ("accent",)),
    ("on_selected", ("selected",)),
    ("on_training", ("training",)),
)
"""Text colours with the grounds they are written on: 4.5:1 at least."""

VISIBLE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("control_line", ("base", "window")),
    ("accent", ("base", "window", "selected")),
)
"""Edges of controls and the focus with what lies beside them: 3:1 at least; so every chart colour on base."""


LIGHT = Colours(
    name="light",
    window="#f4f5f7",
    base="#ffffff",
    stripe="#f8f9fb",
    text="#1b1f24",
    dim="#57606a",
    line="#d8dde3",
    control_line="#7d8791",
    hover="#eef1f5",
    accent="#1a5fb4",
    on_accent="#ffffff",
    selected="#d6e6f9",
    on_selected="#10243d",
    good="#1a6f37",
    info="#1a5fb4",
    warn="#805300",
    bad="#b42318",
    good_ground="#e3f4e8",
    info_ground="#e4eefb",
    warn_ground="#fdf1d3",
    bad_ground="#fde8e6",
    quiet_ground="#eceff2",
    mark="#fff1c7",
    training="#ffd33d",
    on_training="#241c00",
    series=("#1a5fb4", "#c05a00", "#00806b", "#8a3ffc", "#a61e4d", "#6b6f00", "#57606a", "#0b7285"),
)
DARK = Colours(
    name="dark",
    window="#1b1f25",
    base="#22272e",
    stripe="#262c34",
    text="#e6edf3",
    dim="#a6b1bc",
    line="#3a424c",
    control_line="#8b949e",
    hover="#2c333c",
    accent="#7ab4ff",
    on_accent="#0d1117",
    selected="#1f4068",
    on_selected="#f0f6fc",
    good="#6fd08c",
    info="#8cbfff",
    warn="#e3b341",
    bad="#ff9a90",
    good_ground="#1d3a27",
    info_ground="#1c3350",
    warn_ground="#3f3212",
    bad_ground="#4a2320",
    quiet_ground="#2f363f",
    mark="#4d3d00",
    training="#7d6200",
    on_training="#ffffff",
    series=("#7ab4ff", "#ffa657", "#56d4bc", "#c8a2ff", "#ff8fab", "#d2cc55", "#a6b1bc", "#66d9e8"),
)
HIGH_CONTRAST = Colours(
    name="contrast",
    window="#000000",
    base="#000000",
    stripe="#000000",
    text="#ffffff",
    dim="#ffffff",
    line="#8a8a8a",  # so that the yellow of the focus stands out from it by 3 to 1
    control_line="#ffffff",
    hover="#1a1a1a",
    accent="#ffff00",
    on_accent="#000000",
    selected="#003a6b",
    on_selected="#ffffff",
    good="#7dff9b",
    info="#8fd3ff",
    warn="#ffd75e",
    bad="#ffb3ab",
    good_ground="#000000",
    info_ground="#000000",
    warn_ground="#000000",
    bad_ground="#000000",
    quiet_ground="#000000",
    mark="#4a3c00",
    training="#ffff00",
    on_training="#000000",
    series=("#8fd3ff", "#ffd75e", "#7dff9b", "#ff9ef5", "#ffb3ab", "#ffffff", "#c0c0c0", "#00ffff"),
)
SCHEMES: dict[str, Colours] = {one.name: one for one in (LIGHT, DARK, HIGH_CONTRAST)}


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
        (role.Highlight, colours.selected),
        (role.HighlightedText, colours.on_selected),
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
