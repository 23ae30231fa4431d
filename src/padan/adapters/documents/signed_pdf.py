"""Judges a signed PDF against the issued one: same beginning, nothing changed but signatures, who
signed; never signs.

Runs inside the child process. Revocation is not fetched: the check works without a network and says what it
saw.
"""

import io
from collections.abc import Sequence
from typing import Any

from padan.common.codes import documents as codes
from padan.common.errors import UserFault


def findings(issued: bytes, signed: bytes, roots: Sequence[bytes]) -> dict[str, object]:
    """Return begins_with_issued, only_signatures_added and one entry for each signature, in order of
    signing.

    `roots` are certificates in PEM or DER. A signature is `intact` when its bytes and its mathematics hold,
    `trusted` when its chain ends in a root, `covers_all` when no byte follows what it covers.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(signed), strict=False)
    begins = signed.startswith(issued)
    context = _context(roots)
    return {
        "begins_with_issued": begins,
        "only_signatures_added": begins and _only_signatures_added(issued, reader),
        "signatures": [_signature(one, context) for one in reader.embedded_regular_signatures],
    }


def _context(roots: Sequence[bytes]) -> Any:
    from pyhanko_certvalidator import ValidationContext

    anchors = [one for place, root in enumerate(roots, 1) for one in _certificates(root, place)]
    return ValidationContext(trust_roots=anchors, allow_fetching=False)


def _certificates(content: bytes, place: int) -> list[Any]:
    """Return the certificates of one file; `place` names a file that holds none."""
    from asn1crypto import pem, x509

    try:
        if not pem.detect(content):
            return [x509.Certificate.load(content, strict=True)]
        return [x509.Certificate.load(der) for _kind, _heads, der in pem.unarmor(content, multiple=True)]
    except (ValueError, TypeError):
        raise UserFault(codes.ROOTS_UNREADABLE, place=place) from None


def _only_signatures_added(issued: bytes, reader: Any) -> bool:
    """Compare the issued revision with each later one: pages, texts and attachments must be the same."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, SuspiciousModification

    first = PdfFileReader(io.BytesIO(issued), strict=False).xrefs.total_revisions - 1
    return not isinstance(DEFAULT_DIFF_POLICY.review_file(reader, first), SuspiciousModification)


def _signature(one: Any, context: Any) -> dict[str, object]:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    status = validate_pdf_signature(one, signer_validation_context=context)
    stamp, level = status.timestamp_validity, status.modification_level
    moment = stamp.timestamp if stamp is not None and stamp.valid else status.signer_reported_dt
    return {
        "field": str(one.field_name),
        "signer": status.signing_cert.subject.human_friendly[:300],
        "issuer": status.signing_cert.issuer.human_friendly[:300],
        "time": moment.isoformat() if moment is not None else None,
        "time_from": "timestamp" if stamp is not None and stamp.valid else "signer",
        "intact": bool(status.intact and status.valid),
        "trusted": bool(status.trusted),
        "covers_all": status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        "later_changes": level.name if level is not None else "UNKNOWN",
    }
