"""Reserves empty signature fields in a PDF of our own renderer by an incremental update; signs nothing.

Written by hand for the one plain form that the renderer writes (every object on its own, a classic
cross-reference table): pyHanko would load for a second, rewrite the metadata and draw a random id each time.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import TypedDict

from padan.common.codes import documents as codes
from padan.common.errors import Defect


class Place(TypedDict):
    """Where a field lies, as the template measured it: page from 1, points from the page's top left."""

    field: str
    label: str
    page: int
    x: float
    y: float
    width: float
    height: float


_TRAILER = re.compile(
    rb"trailer\n<</Size (\d+)/Root (\d+) 0 R/Info (\d+) 0 R/ID\[(\(.*?\))\(.*?\)\]>>\n"
    rb"startxref\n(\d+)\n%%EOF\n$",
    re.DOTALL,
)
_PAGES = re.compile(rb"<</Type/Pages/Count \d+/Kids\[([0-9R ]+)\]>>")
_HEIGHT = re.compile(rb"/MediaBox\[0 0 [0-9.]+ ([0-9.]+)\]")
PRINT_AND_LOCK = 132
APPEND_ONLY = 3
"""SigFlags: the document holds signature fields, and whoever signs must append, never rewrite."""


def with_fields(pdf: bytes, places: Sequence[Place]) -> bytes:
    """Return `pdf` followed by an update that adds one empty signature field at each place.

    Raises Defect RENDER_FAILED when the renderer wrote something else than expected.
    """
    trailer, tree = _TRAILER.search(pdf), _PAGES.search(pdf)
    if trailer is None or tree is None:
        raise Defect(codes.RENDER_FAILED, template="signature fields", reason="unexpected PDF structure")
    size, root, info, first_id, previous = trailer.groups()
    pages = [int(one) for one in re.findall(rb"(\d+) 0 R", tree[1])]
    objects = _updated(pdf, places, pages, int(root), int(size))
    body, positions = _written(objects, len(pdf))
    stamp = hashlib.sha256(pdf).hexdigest()[:32].encode()
    end = b"trailer\n<</Size %d/Root %s 0 R/Info %s 0 R/Prev %s/ID[%s<%s>]>>\nstartxref\n%d\n%%%%EOF\n"
    numbers = (max(objects) + 1, root, info, previous, first_id, stamp, len(pdf) + len(body))
    return pdf + body + _table(positions) + end % numbers


def _updated(
    pdf: bytes, places: Sequence[Place], pages: Sequence[int], root: int, size: int
) -> dict[int, bytes]:
    """Return number → body of the objects that are new (from `size` on) or changed: catalog and pages."""
    objects: dict[int, bytes] = {}
    fields: dict[int, list[int]] = {}
    form = size
    for order, place in enumerate(places):
        field, look = size + 1 + 2 * order, size + 2 + 2 * order
        page = pages[place["page"] - 1]
        fields.setdefault(page, []).append(field)
        objects[field] = _field(place, page, look, _height(_object(pdf, page)))
        objects[look] = _empty_look(place)
    all_fields = [one for page in fields.values() for one in page]
    objects[form] = b"<</Fields[%s]/SigFlags %d>>" % (_references(all_fields), APPEND_ONLY)
    objects[root] = _object(pdf, root)[:-2] + b"/AcroForm %d 0 R>>" % form
    for page, numbers in fields.items():
        objects[page] = _object(pdf, page)[:-2] + b"/Annots[%s]/Tabs/S>>" % _references(numbers)
    return objects


def _object(pdf: bytes, number: int) -> bytes:
    start = pdf.find(b"\n%d 0 obj\n" % number)
    end = pdf.find(b"\nendobj", start)
    body = pdf[pdf.find(b"<<", start) : end]
    if start < 0 or not body.endswith(b">>"):
        raise Defect(codes.RENDER_FAILED, template="signature fields", reason=f"object {number}")
    return body


def _height(page: bytes) -> float:
    found = _HEIGHT.search(page)
    if found is None:
        raise Defect(codes.RENDER_FAILED, template="signature fields", reason="page without size")
    return float(found[1])


def _field(place: Place, page: int, look: int, height: float) -> bytes:
    left, top = round(place["x"]), round(height - place["y"])
    right, bottom = left + round(place["width"]), top - round(place["height"])
    return (
        b"<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/TU(%s)/F %d/Rect[%d %d %d %d]/P %d 0 R/AP<</N %d 0 R>>>>"
        % (
            *(place["field"].encode("ascii"), place["label"].encode("ascii")),
            *(PRINT_AND_LOCK, left, bottom, right, top, page, look),
        )
    )


def _empty_look(place: Place) -> bytes:
    """Return an appearance that shows nothing: PDF/A wants one for every field."""
    size = (round(place["width"]), round(place["height"]))
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 %d %d]/Resources<<>>/Length 0>>" % size
    return head + b"\nstream\n\nendstream"


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % one for one in numbers)


def _written(objects: Mapping[int, bytes], start: int) -> tuple[bytes, dict[int, int]]:
    body, positions = b"", {}
    for number in sorted(objects):
        positions[number] = start + len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    return body, positions


def _table(positions: Mapping[int, int]) -> bytes:
    """Return the cross-reference section: one subsection for each run of numbers."""
    runs: list[list[int]] = []
    for number in sorted(positions):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    lines = b"xref\n"
    for run in runs:
        lines += b"%d %d\n" % (run[0], len(run))
        lines += b"".join(b"%010d 00000 n\r\n" % positions[one] for one in run)
    return lines
