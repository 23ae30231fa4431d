"""Another implementation of the format (apsw with SQLite3MultipleCiphers) opens our store with the raw
key.
"""

from collections.abc import Callable

import polars as pl
import pytest

from padan.adapters.workspace import places
from padan.adapters.workspace.handles import UnlockedWorkspace

apsw = pytest.importorskip("apsw")


def test_store_opens_with_the_raw_key_in_another_implementation(
    unlocked: UnlockedWorkspace, add_people: Callable[[UnlockedWorkspace, int], pl.DataFrame]
) -> None:
    table = add_people(unlocked, 500)
    unlocked.store.close()
    reader = apsw.Connection(str(unlocked.inside.folder / places.STORE), flags=apsw.SQLITE_OPEN_READONLY)
    for pragma in (
        "cipher = 'sqlcipher'",
        "legacy = 4",
        "legacy_page_size = 16384",
        f"key = \"x'{unlocked.inside.data.current.hex()}'\"",
    ):
        reader.execute(f"PRAGMA {pragma}").fetchall()
    (body,) = reader.execute("SELECT body FROM snapshot_chunk WHERE name = 'nama'").fetchone()
    assert pl.read_ipc_stream(body)["nama"].equals(table["nama"])
    assert reader.execute("SELECT count(*) FROM audit").fetchone() == (1,)
    reader.close()
