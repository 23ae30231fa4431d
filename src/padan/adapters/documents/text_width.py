"""How wide a text will be in a shipped font, read from the font's own tables; draws nothing.

Knowing widths beforehand lets the annexes be cut into pages before they are typeset (decision: fixed row
heights render twice as fast, and page numbers are known for all volumes at once).
"""

import struct
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from padan.common.places import resources

FILES: Mapping[str, tuple[str, str]] = {
    "Liberation Sans": (
        "liberation-sans/LiberationSans-Regular.ttf",
        "liberation-sans/LiberationSans-Bold.ttf",
    ),
    "TeX Gyre Bonum": ("tex-gyre-bonum/texgyrebonum-regular.otf", "tex-gyre-bonum/texgyrebonum-bold.otf"),
}
"""Family → regular and bold file under `resources/fonts`."""

MISSING = 1.0
"""Width in em of a character the font lacks: another font will draw it."""


class TextWidth:
    """Widths of characters in em; `of(text)` sums them (kerning only makes the line narrower)."""

    def __init__(self, widths: Mapping[str, float]) -> None:
        self._widths = widths

    def of(self, text: str) -> float:
        """Return the width of `text` in em."""
        widths = self._widths
        return sum([widths.get(letter, MISSING) for letter in text])


@lru_cache(maxsize=8)
def text_width(family: str, *, bold: bool = False) -> TextWidth:
    """Return the widths of a shipped font; KeyError for a family that is not shipped."""
    path = resources() / "fonts" / FILES[family][1 if bold else 0]
    return TextWidth(_read_widths(path))


def _read_widths(path: Path) -> dict[str, float]:
    content = path.read_bytes()
    tables = _tables(content)
    units: int = struct.unpack_from(">H", content, tables["head"] + 18)[0]
    measured: int = struct.unpack_from(">H", content, tables["hhea"] + 34)[0]
    advances = struct.unpack_from(f">{measured * 2}H", content, tables["hmtx"])[::2]
    glyphs = _character_map(content, tables["cmap"])
    return {
        chr(code): advances[min(glyph, measured - 1)] / units for code, glyph in glyphs.items() if code >= 32
    }


def _tables(content: bytes) -> dict[str, int]:
    count: int = struct.unpack_from(">H", content, 4)[0]
    found = {}
    for place in range(count):
        tag, _check, offset, _length = struct.unpack_from(">4sIII", content, 12 + 16 * place)
        found[tag.decode("ascii")] = offset
    return found


def _character_map(content: bytes, start: int) -> dict[int, int]:
    """Return code point → glyph from the Windows Unicode table of format 4, which every shipped font has."""
    count: int = struct.unpack_from(">H", content, start + 2)[0]
    for place in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", content, start + 4 + 8 * place)
        kind: int = struct.unpack_from(">H", content, start + offset)[0]
        if (platform, encoding, kind) == (3, 1, 4):
            return _segments(content, start + offset)
    raise ValueError("no Unicode table in the font")


def _segments(content: bytes, at: int) -> dict[int, int]:
    twice: int = struct.unpack_from(">H", content, at + 6)[0]
    half = twice // 2
    ends = struct.unpack_from(f">{half}H", content, at + 14)
    starts = struct.unpack_from(f">{half}H", content, at + 16 + twice)
    deltas = struct.unpack_from(f">{half}H", content, at + 16 + 2 * twice)
    ranges_at = at + 16 + 3 * twice
    ranges = struct.unpack_from(f">{half}H", content, ranges_at)
    glyphs: dict[int, int] = {}
    for place in range(half):
        for code in range(starts[place], ends[place] + 1):
            glyph = code
            if ranges[place]:
                where = ranges_at + 2 * place + ranges[place] + 2 * (code - starts[place])
                glyph = struct.unpack_from(">H", content, where)[0] if where + 2 <= len(content) else 0
            if glyph or not ranges[place]:
                glyphs[code] = (glyph + deltas[place]) & 0xFFFF
    return glyphs
