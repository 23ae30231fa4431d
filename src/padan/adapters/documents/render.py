"""From a document's plain values to PDF bytes by way of the rendering child; same input, same bytes."""

import json
from datetime import UTC, datetime, time

from padan.adapters.documents.body import body_data
from padan.common.child import ChildLimits, run_child
from padan.common.codes import documents as codes
from padan.common.errors import UserFault
from padan.common.progress import Cancel
from padan.common.text import canonical_json
from padan.domain.berita_acara import BeritaAcaraContent, FrozenPart, imbalances, machine_record

ENTRY = "render-document"
LIMITS = ChildLimits(memory_bytes=4 << 30, seconds=180)


def render_body(
    content: BeritaAcaraContent, frozen: FrozenPart | None, *, copy: int, cancel: Cancel | None = None
) -> bytes:
    """Return the berita acara as PDF/A-3b with `berita_acara.json` attached.

    `copy` is 1…content.copies, or 0 for a preview without a copy mark. UserFault when the counts do not
    balance.
    """
    refuse_imbalance(content)
    if not 0 <= copy <= content.copies:
        raise UserFault(codes.DOCUMENT_COPY_NUMBER, copy=copy, copies=content.copies)
    inputs = {
        "data": json.dumps(body_data(content, frozen, copy), ensure_ascii=False),
        "record": canonical_json(machine_record(content, frozen)).decode("utf-8"),
    }
    moment = moment_of(content, frozen)
    return in_child("berita_acara.typ", inputs, moment, cancel, fields=frozen is not None)


def refuse_imbalance(content: BeritaAcaraContent) -> None:
    """Raise UserFault DOCUMENT_NOT_BALANCED naming the first count that does not agree (documents.md, part
    5).
    """
    for one in imbalances(content):
        values = {"what": one.what, "party": one.party, "expected": one.expected, "found": one.found}
        raise UserFault(codes.DOCUMENT_NOT_BALANCED, **values)


def moment_of(content: BeritaAcaraContent, frozen: FrozenPart | None) -> int:
    """Return the document's own time in UNIX seconds: when it was frozen, or the morning of its date in a
    draft.
    """
    moment = frozen.frozen_at if frozen else datetime.combine(content.day, time(2), UTC)
    return int(moment.timestamp())


def in_child(
    template: str,
    inputs: dict[str, str],
    timestamp: int,
    cancel: Cancel | None,
    *,
    fields: bool = False,
    folder: str = "templates",
) -> bytes:
    """Return the PDF of one template, rendered in a separate process over pipes.

    `fields` reserves the signature fields that the template marks; `folder` is where the template lies:
    what is not in `templates` is no part of the documents' edition.
    """
    request: dict[str, object] = {
        "template": template,
        "inputs": inputs,
        "timestamp": timestamp,
        "fields": fields,
    }
    request["folder"] = folder
    asked = json.dumps(request, ensure_ascii=False).encode("utf-8")
    return run_child(ENTRY, asked, limits=LIMITS, cancel=cancel)
