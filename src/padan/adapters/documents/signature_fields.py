"""Reserves empty signature fields in a rendered PDF by an incremental update; signs nothing.

The update is made reproducible and leaves the XMP metadata alone, so that the file stays PDF/A and the same
document gives the same bytes. Both need private parts of pyHanko, which is pinned; `test_signature_fields`
watches them.
"""

import hashlib
import io
from collections.abc import Sequence
from typing import Any, TypedDict


class Place(TypedDict):
    """Where a field lies, as the template measured it: page from 1, points from the page's top left."""

    field: str
    label: str
    page: int
    x: float
    y: float
    width: float
    height: float


def with_fields(pdf: bytes, places: Sequence[Place]) -> bytes:
    """Return `pdf` followed by an update that adds one empty signature field at each place."""
    from pyhanko.pdf_utils import generic
    from pyhanko.sign.fields import append_signature_field, ensure_sig_flags

    writer = _quiet_writer(pdf)
    for place in places:
        append_signature_field(writer, _specification(writer, place))
    if places:
        ensure_sig_flags(writer, lock_sig_flags=True)  # whoever signs must append, never rewrite
    stamp = hashlib.sha256(pdf).digest()[:16]
    writer._document_id = generic.ArrayObject([writer._document_id[0], generic.ByteStringObject(stamp)])
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue().rstrip(b"\n") + b"\n"


def _quiet_writer(pdf: bytes) -> Any:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class QuietWriter(IncrementalPdfFileWriter):
        """Does not rewrite the metadata: pyHanko's XMP would break PDF/A, and its time the
        reproducibility.
        """

        def _update_meta(self) -> None:
            return

    return QuietWriter(io.BytesIO(pdf))


def _specification(writer: Any, place: Place) -> Any:
    from pyhanko.sign.fields import SigFieldSpec

    page = place["page"] - 1
    height = float(writer.find_page_for_modification(page)[0].get_object()["/MediaBox"][3])
    left, top = place["x"], height - place["y"]
    box = (round(left), round(top - place["height"]), round(left + place["width"]), round(top))
    return SigFieldSpec(place["field"], on_page=page, box=box, readable_field_name=place["label"])
