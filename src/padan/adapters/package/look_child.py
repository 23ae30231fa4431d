"""The child's entry for looking at a package: JSON in, JSON out."""

from padan.adapters.package.look import look
from padan.adapters.package.wire import looked_bytes, sought_of


def look_for(request: bytes) -> bytes:
    """Answer one request of the parent."""
    return looked_bytes(look(sought_of(request)))
