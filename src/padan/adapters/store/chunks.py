"""Columns and frames as compressed Arrow blobs with a digest that names their place; holds no SQL.

A digest covers what the blob is (snapshot or run, column, number, rows) together with its bytes, so that two
blobs cannot change places unnoticed.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from itertools import islice
from typing import TypeVar

from padan.common.codes import store as codes
from padan.common.errors import EnvironmentFault
from padan.matching.table import Places, Table

CHUNK_ROWS = 65_536
_THREADS = 2
_AHEAD = 8
_REPEATED = 16
"""Times a text must occur on average to be numbered: a quarter of the size, and read in half the time."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def encode(frame: Table) -> bytes:
    """Return a frame as an Arrow IPC stream, zstd; texts that repeat are written once and numbered."""
    import polars as pl

    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    counts = frame.select(pl.col(texts).approx_n_unique()).row(0) if texts else ()
    few = [name for name, count in zip(texts, counts, strict=True) if count * _REPEATED < frame.height]
    buffer = BytesIO()
    frame.with_columns(pl.col(few).cast(pl.Categorical)).write_ipc_stream(buffer, compression="zstd")
    return buffer.getvalue()


def decode(body: bytes, places: Places | None = None) -> Table:
    """Read what `encode` wrote, or only the rows at some places; its digest must have been checked."""
    import polars as pl

    frame = pl.read_ipc_stream(BytesIO(body))
    if places is not None:
        frame = frame[places]
    few = [name for name, kind in frame.schema.items() if kind == pl.Categorical]
    return frame.with_columns(pl.col(few).cast(pl.String)) if few else frame


def digest_of(place: tuple[object, ...], body: bytes) -> bytes:
    """Return the SHA-256 over a blob's place and content."""
    head = "\x1f".join(str(part) for part in place).encode()
    return hashlib.sha256(len(head).to_bytes(4, "big") + head + body).digest()


def checked(place: tuple[object, ...], digest: bytes, body: bytes, places: Places | None = None) -> Table:
    """Return the decoded blob, or only the rows at some places of it; raise EnvironmentFault CHUNK_DAMAGED
    naming its place.
    """
    if not hmac.compare_digest(digest_of(place, body), digest):
        raise damaged(place)
    return decode(body, places)


def damaged(place: tuple[object, ...]) -> EnvironmentFault:
    """Return the fault for a blob that is missing, changed or out of its place."""
    return EnvironmentFault(codes.CHUNK_DAMAGED, place="/".join(str(part) for part in place[:3]))


def joined(frames: list[Table]) -> Table:
    """Concatenate frames of one schema, top to bottom."""
    import polars as pl

    return pl.concat(frames, how="vertical", rechunk=False)


def in_order(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """Run `work` on a few items ahead in threads and yield the results in order, in bounded memory."""
    source = iter(items)
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="padan-chunks") as pool:
        waiting: list[Future[Result]] = [pool.submit(work, one) for one in islice(source, _AHEAD)]
        try:
            while waiting:
                result = waiting.pop(0).result()
                waiting.extend(pool.submit(work, one) for one in islice(source, 1))
                yield result
        finally:
            for one in waiting:
                one.cancel()
