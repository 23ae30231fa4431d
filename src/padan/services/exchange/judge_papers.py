"""Whether the papers of a package hold: against their own record, their twin in JSON, our figures."""

import json
from collections.abc import Mapping
from pathlib import Path

from padan.common.errors import UserFault
from padan.common.text import canonical_json
from padan.services.exchange.arrivals import Arriving
from padan.services.verify_document import VerifyRequest, verify_pdf

MINUTES = "berita_acara.pdf"


def differing(arriving: Arriving, papers: Mapping[str, bytes]) -> list[str]:
    """Return the names of the papers that do not hold or could not be checked, in order.

    A berita acara is rendered anew from its record and, where both registers are here, computed anew: other
    figures show. Of a report the record and the JSON must agree.
    """
    found = []
    for name, content in sorted(papers.items()):
        if not name.endswith(".pdf"):
            continue
        record = _record(arriving, content)
        if record is None or (name == MINUTES and not _holds(arriving, name, content)):
            found.append(name)
        twin = papers.get(name.removesuffix(".pdf") + ".json")
        if twin is not None and record is not None and not _same(record, twin):
            found.append(name.removesuffix(".pdf") + ".json")
    return found


def _record(arriving: Arriving, pdf: bytes) -> Mapping[str, object] | None:
    try:
        return arriving.tools.documents.inspect(pdf).untrusted_record
    except UserFault:
        return None


def _holds(arriving: Arriving, name: str, pdf: bytes) -> bool:
    request = VerifyRequest(Path(name))
    try:
        report = verify_pdf(
            arriving.tools, pdf, request, arriving.session, arriving.progress, arriving.cancel
        )
    except UserFault:
        return False
    return report.holds


def _same(record: Mapping[str, object], untrusted_twin: bytes) -> bool:
    """The JSON beside a PDF is for programs: it must say what the pages say."""
    try:
        twin = json.loads(untrusted_twin)
        return isinstance(twin, dict) and canonical_json(twin["content"]) == canonical_json(record["content"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
