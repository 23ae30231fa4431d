"""Cuts the lists by name into columns, lines, pages and volumes before anything is typeset; knows no
template.

Lengths in millimetres. Every line break is decided here, so that the number of pages is known in advance.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from padan.adapters.documents.text_width import TextWidth, text_width
from padan.domain.document_profile import DocumentProfile
from padan.domain.printed import AnnexRequest

POINT = 25.4 / 72
INSET = 1.1
FOOT_EXTRA = 9.0
"""Room for the foot below the profile's margin; the same as `foot-extra` in common.typ."""
LINE, BETWEEN = 0.95, 0.2
"""Height of a line and the room between two, in em; the template sets the same edges and leading."""
PITCH, TITLE_GAPS, REFERENCES_WIDTH = 1.2, 13.0, 0.46
"""Of the title block: line pitch in em, sum of its gaps in millimetres, the references' share of the
width.
"""
ROWS_PER_VOLUME = 2500
SLACK = 0.4
"""Millimetres kept free in each cell for rounding."""

Row = tuple[str, ...]


@dataclass(frozen=True)
class SetRow:
    """A row ready to be set: its height and its cells with the line breaks in them."""

    height: float
    cells: Row


@dataclass(frozen=True)
class TitleBlock:
    """What stands above the first page's table: reference lines, title lines, and the height of it all."""

    references: Row
    lines: Row
    height: float


@dataclass(frozen=True)
class AnnexPlan:
    """An annex cut into pages: column widths, head row, title block, rows page by page."""

    annex: AnnexRequest
    widths: tuple[float, ...]
    head: SetRow
    title: TitleBlock
    pages: tuple[tuple[SetRow, ...], ...]


@dataclass(frozen=True)
class Volume:
    """A part of an annex that is rendered as one file; `start` is its first page among the annex's pages."""

    plan: AnnexPlan
    number: int
    of: int
    start: int
    pages: tuple[tuple[SetRow, ...], ...]


def plan_annex(annex: AnnexRequest, profile: DocumentProfile, references: Sequence[str]) -> AnnexPlan:
    """Return the annex cut into pages; `references` are the lines at the right above the title."""
    size = profile.table_size / 10 * POINT
    regular, bold = text_width(profile.font), text_width(profile.font, bold=True)
    available = profile.width - profile.margin_left - profile.margin_right
    rows = [tuple(_plain(cell) for cell in row) for row in annex.rows]
    widths = _widths(annex, rows, (regular, bold), size, available)
    head = _set_row(annex.headings, widths, bold, size)
    title = _title(annex, profile, references)
    set_rows = [_set_row(row, widths, regular, size) for row in rows]
    room = profile.height - profile.margin_top - profile.margin_bottom - FOOT_EXTRA - head.height - 1
    return AnnexPlan(annex, widths, head, title, _paginate(set_rows, room, title.height))


def _title(annex: AnnexRequest, profile: DocumentProfile, references: Sequence[str]) -> TitleBlock:
    available = profile.width - profile.margin_left - profile.margin_right
    regular, bold = text_width(profile.font), text_width(profile.font, bold=True)
    size, small = profile.size / 10 * POINT, profile.table_size / 10 * POINT
    side = available * REFERENCES_WIDTH
    above = [line for text in references for line in wrap(_plain(text), regular, small, side)]
    title = wrap(_plain(annex.title).upper(), bold, size, available - 2)
    height = PITCH * (small * (len(above) + 1) + size * len(title)) + TITLE_GAPS
    return TitleBlock(tuple(above), title, round(height, 2))


def volumes(plan: AnnexPlan) -> tuple[Volume, ...]:
    """Return the annex in equal volumes of at most about `ROWS_PER_VOLUME` rows, cut between pages."""
    count = max(1, -(-len(plan.annex.rows) // ROWS_PER_VOLUME))
    each = -(-len(plan.pages) // count)
    starts = range(0, len(plan.pages), each)
    return tuple(
        Volume(plan, number, len(starts), start, plan.pages[start : start + each])
        for number, start in enumerate(starts, 1)
    )


def wrap(text: str, font: TextWidth, size: float, width: float) -> Row:
    """Return `text` in lines no wider than `width`; a word wider than that is broken between letters."""
    room = width / size + 1e-6
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        wider = f"{line} {word}" if line else word
        if font.of(wider) <= room:
            line = wider
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, font, room)
        lines += full
    return (*lines, line)


def _pieces(word: str, font: TextWidth, room: float) -> list[str]:
    if font.of(word) <= room:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and font.of(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _plain(text: str) -> str:
    """Return text on one line without control characters."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _widths(
    annex: AnnexRequest,
    rows: Sequence[Row],
    fonts: tuple[TextWidth, TextWidth],
    size: float,
    available: float,
) -> tuple[float, ...]:
    """Give each column its widest word first, then share the rest by what its widest text still lacks."""
    if annex.weights:
        return tuple(available * weight / sum(annex.weights) for weight in annex.weights)
    regular, bold = fonts
    margin = 2 * INSET + SLACK + 0.05
    words = [max([bold.of(one) for one in heading.split()] or [0.0]) for heading in annex.headings]
    whole = [bold.of(heading) for heading in annex.headings]
    for place, column in enumerate(zip(*rows, strict=True)):
        widest, longest = _widest(column, regular)
        words[place], whole[place] = max(words[place], widest), max(whole[place], longest)
    least = [word * size + margin for word in words]
    if sum(least) >= available:
        return tuple(available * one / sum(least) for one in least)
    lacks = [max(0.0, one * size + margin - need) for one, need in zip(whole, least, strict=True)]
    spare, lack = available - sum(least), sum(lacks)
    if lack == 0:
        return tuple(available * one / sum(least) for one in least)
    return tuple(need + spare * one / lack for need, one in zip(least, lacks, strict=True))


def _widest(column: Sequence[str], font: TextWidth) -> tuple[float, float]:
    """Return the widths of the widest word and of the widest whole text, each word measured once."""
    texts = dict.fromkeys(column)
    measured = {word: font.of(word) for word in dict.fromkeys(" ".join(texts).split())}
    blank = font.of(" ")
    whole = (sum(measured[word] for word in text.split()) + blank * text.count(" ") for text in texts)
    return max(measured.values(), default=0.0), max(whole, default=0.0)


def _set_row(cells: Sequence[str], widths: Sequence[float], font: TextWidth, size: float) -> SetRow:
    lines = [
        wrap(cell, font, size, width - 2 * INSET - SLACK) for cell, width in zip(cells, widths, strict=True)
    ]
    most = max(len(one) for one in lines)
    height = round(size * (LINE * most + BETWEEN * (most - 1)) + 2 * INSET, 2)
    return SetRow(height, tuple("\n".join(one) for one in lines))


def _paginate(rows: Sequence[SetRow], room: float, title_height: float) -> tuple[tuple[SetRow, ...], ...]:
    pages: list[list[SetRow]] = [[]]
    left = room - title_height
    for row in rows:
        if row.height > left and (pages[-1] or len(pages) == 1):
            pages.append([])
            left = room
        pages[-1].append(row)
        left -= row.height
    return tuple(tuple(page) for page in pages)
