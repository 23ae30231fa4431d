"""What a PDF says of itself, asked in a child process; a PDF that breaks the child is a bad PDF, not a
bad machine.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from padan.adapters.documents.frames import pack
from padan.common.child import ChildLimits, run_child
from padan.common.codes import child as child_codes
from padan.common.codes import documents as codes
from padan.common.errors import EnvironmentFault, UserFault
from padan.domain.printed import PdfInspection

INSPECT, CHECK = "inspect-pdf", "check-signed-pdf"
LARGEST = 200 << 20
LIMITS = ChildLimits(memory_bytes=2 << 30, seconds=60)
_THE_FILE_S_FAULT = (child_codes.CHILD_MEMORY, child_codes.CHILD_TIME, child_codes.CHILD_CRASHED)


def inspect_pdf(pdf: bytes) -> PdfInspection:
    """Return the PDF's digest and the record it carries, untrusted.

    Errors: UserFault PDF_TOO_LARGE, PDF_UNREADABLE, PDF_NOT_PADAN.
    """
    record = json.loads(_ask(INSPECT, pdf, pdf))
    return PdfInspection(sha256=hashlib.sha256(pdf).hexdigest(), untrusted_record=record)


def check_signed(issued: bytes, signed: bytes, roots: Sequence[bytes] = ()) -> dict[str, object]:
    """Return what `signed_pdf.findings` found; `roots` are certificates in PEM or DER.

    Errors: UserFault PDF_TOO_LARGE, PDF_UNREADABLE.
    """
    found: dict[str, object] = json.loads(_ask(CHECK, pack([issued, signed, *roots]), signed))
    return found


def roots_in(folder: Path) -> list[bytes]:
    """Return the certificates an administrator put into `folder`; a folder that is absent means none."""
    if not folder.is_dir():
        return []
    return [one.read_bytes() for one in sorted(folder.iterdir()) if one.suffix in (".pem", ".crt", ".cer")]


def _ask(entry: str, request: bytes, pdf: bytes) -> bytes:
    if len(pdf) > LARGEST:
        raise UserFault(codes.PDF_TOO_LARGE, size_mib=len(pdf) >> 20, limit_mib=LARGEST >> 20)
    try:
        return run_child(entry, request, limits=LIMITS)
    except EnvironmentFault as fault:
        if fault.code in _THE_FILE_S_FAULT:
            raise UserFault(codes.PDF_UNREADABLE, reason="membebani pembaca melebihi batas") from None
        raise
