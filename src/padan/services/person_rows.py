"""Which rows of a snapshot a text speaks of: a number by its index, a name by its tokens, anything else by
looking through the columns; logs nothing.
"""

import re

from padan.domain.snapshot import Snapshot
from padan.services.ports.records import Records

_SOUGHT = ("nip_baru", "nip_lama", "nik", "nama")
_WHOLE_NUMBER = 16


def rows_of_text(records: Records, snapshot: Snapshot, text: str, limit: int) -> list[int]:
    """Return at most `limit` row numbers whose NIP, NIP lama, NIK or name fits, ascending."""
    from padan.matching.keys_kept import WORDS
    from padan.matching.lookup import rows_matching, rows_named

    snapshots = records.snapshots
    rows = snapshots.find_nip(snapshot.id, text.strip())
    if rows:
        return rows[:limit]
    named = rows_named(lambda kind, some: snapshots.beside(snapshot.id, kind, some), text, limit)
    if named is not None:
        return named
    if len(re.sub(r"\D", "", text)) >= _WHOLE_NUMBER and snapshots.beside(snapshot.id, WORDS):
        return []  # a whole number that the index does not know; older snapshots index no NIK
    wanted = [name for name in _SOUGHT if name in snapshot.columns]
    return rows_matching(snapshots.load(snapshot.id, wanted), text, limit)
