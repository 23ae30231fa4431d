"""Counts the pages of a PDF that our own renderer wrote; foreign PDFs go through the inspector."""

import re

_COUNT = re.compile(rb"/Type\s*/Pages\b[^>]{0,200}?/Count (\d+)")


def page_count(rendered: bytes) -> int:
    """Return the number of pages; 0 when the page tree cannot be found."""
    found = [int(count) for count in _COUNT.findall(rendered)]
    return max(found, default=0)
