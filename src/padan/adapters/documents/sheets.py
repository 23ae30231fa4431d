"""Prints the sheets beside key cards and packages; same sheet, same bytes."""

import json

from padan.adapters.documents.render import in_child
from padan.adapters.documents.verification import qr_svg
from padan.domain.exchange.sheets import Sheet


def render_sheet(sheet: Sheet) -> bytes:
    """Return the sheet as PDF/A."""
    data = {
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "facts": [list(one) for one in sheet.facts],
        "digests": [list(one) for one in sheet.digests],
        "qr": qr_svg(sheet.qr),
        "qr_alt": sheet.qr,
        "notes": list(sheet.notes),
        "signatures": list(sheet.signatures),
    }
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    return in_child("lembar.typ", inputs, int(sheet.moment.timestamp()), None, folder="sheets")
