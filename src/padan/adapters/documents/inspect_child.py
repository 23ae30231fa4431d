"""Reads foreign PDFs inside a limited child process: the attached record and electronic signatures;
trusts nothing.

Whatever a hostile PDF provokes in the reading library becomes one UserFault; memory and time are the child's
limits.
"""

import io
import json
from collections.abc import Iterator
from typing import Any

from padan.adapters.documents.frames import unpack
from padan.common.codes import documents as codes
from padan.common.errors import UserFault

RECORD = "berita_acara.json"
LARGEST_RECORD = 64 << 20
MOST_ATTACHMENTS = 64
_DEEPEST = 16


def read_record(pdf: bytes) -> bytes:
    """Return the attached `berita_acara.json` as it stands, after making sure that it is a JSON object.

    Errors: UserFault PDF_UNREADABLE or PDF_NOT_PADAN.
    """
    untrusted = _guarded(_attachment, pdf)
    if untrusted is None:
        raise UserFault(codes.PDF_NOT_PADAN)
    try:
        value = json.loads(untrusted.decode("utf-8"))
        clean = json.dumps(value, ensure_ascii=False).encode("utf-8")  # refuses lone surrogates
    except (ValueError, RecursionError):
        raise UserFault(codes.PDF_NOT_PADAN) from None
    if not isinstance(value, dict):
        raise UserFault(codes.PDF_NOT_PADAN)
    return clean


def check_signatures(request: bytes) -> bytes:
    """Return the findings of `signed_pdf.findings` as JSON; the request packs issued, signed and the
    roots.
    """
    from padan.adapters.documents.signed_pdf import findings

    issued, signed, *roots = unpack(request)
    return json.dumps(_guarded(lambda pdf: findings(issued, pdf, roots), signed)).encode("utf-8")


def _guarded(read: Any, pdf: bytes) -> Any:
    if b"%PDF-" not in pdf[:1024]:
        raise UserFault(codes.PDF_UNREADABLE, reason="bukan berkas PDF")
    try:
        return read(pdf)
    except UserFault:
        raise
    except MemoryError:
        raise UserFault(codes.PDF_UNREADABLE, reason="isinya terlalu besar") from None
    except Exception as error:  # noqa: BLE001 - a hostile PDF may raise anything in the library
        raise UserFault(codes.PDF_UNREADABLE, reason=type(error).__name__) from None


def _attachment(pdf: bytes) -> bytes | None:
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    if reader.encrypted:
        raise UserFault(codes.PDF_UNREADABLE, reason="terkunci dengan kata sandi")
    trees = reader.root.get("/Names", {})
    for name, specification in _attachments(trees.get("/EmbeddedFiles", {})):
        if name == RECORD:
            content: bytes = specification["/EF"]["/F"].data
            if len(content) > LARGEST_RECORD:
                raise UserFault(codes.PDF_UNREADABLE, reason="lampirannya terlalu besar")
            return content
    return None


def _attachments(tree: Any) -> Iterator[tuple[str, Any]]:
    """Walk the name tree no deeper and no further than an honest one goes."""
    nodes, found = [(tree, 0)], 0
    while nodes:
        node, depth = nodes.pop()
        if depth > _DEEPEST or found > MOST_ATTACHMENTS or len(nodes) > MOST_ATTACHMENTS:
            return
        names = node.get("/Names", ())
        for place in range(0, len(names) - 1, 2):
            found += 1
            yield str(names[place]), names[place + 1]
        nodes += [(kid, depth + 1) for kid in node.get("/Kids", ())]
