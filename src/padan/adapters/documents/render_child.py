"""The renderer inside a child process: one request in, one PDF out; reads only the shipped templates and
fonts.

typst keeps the memory it took, therefore it never runs in the program's own process (stack.md).
"""

import json
import os
from pathlib import Path

from padan.adapters.documents.signature_fields import with_fields
from padan.common.codes import documents as codes
from padan.common.errors import Defect
from padan.common.places import resources

FIELD_PLACES = "<tempat-tanda-tangan>"


def render_request(request: bytes) -> bytes:
    """Return the PDF of a request made by `padan.adapters.documents.render`."""
    told = json.loads(request)
    place = f"{told['folder']}/{told['template']}"
    return render_pdf(place, told["inputs"], told["timestamp"], fields=told["fields"])


def render_pdf(template: str, inputs: dict[str, str], timestamp: int, *, fields: bool = False) -> bytes:
    """Return the bytes of one PDF/A-3b; the same arguments give the same bytes.

    `template` is a path under resources, `timestamp` the document's own moment in UNIX seconds.
    A newline ends the file, so that a signature can be appended without rewriting a byte (stack.md).
    """
    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    import typst

    place = resources() / template
    folder = place.parent
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=_font_folders(folder.parent / "fonts"),
    )
    try:
        compiler = typst.Compiler(place, root=folder, font_paths=fonts, sys_inputs=inputs)
        made = compiler.compile(format="pdf", pdf_standards=["a-3b"], timestamp=timestamp)
    except typst.TypstError as error:
        raise Defect(codes.RENDER_FAILED, template=template, reason=error.message[:200]) from None
    if not isinstance(made, bytes):
        raise Defect(codes.RENDER_FAILED, template=template, reason=type(made).__name__)
    pdf = made + b"\n"
    if not fields:
        return pdf
    places = json.loads(compiler.query(FIELD_PLACES, field="value"))
    return with_fields(pdf, places)


def _font_folders(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.is_dir())
