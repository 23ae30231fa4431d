"""A register taken in part by part and kept packed in memory: parsed keys, and each column as small blobs.

A table of texts in memory is several times its file; packed it is smaller than the file. Columns are unpacked
when the engine asks for one.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO

import numpy as np
import polars as pl

from padan.common.progress import Cancel
from padan.matching.digests import digest_in_parts
from padan.matching.keys_kept import KeptKeys, KeyMaker
from padan.matching.register import Register
from padan.matching.table import ROW

_RECENT = 2
"""Columns kept unpacked: an element's value is shown right after it was compared."""


class PackedRegister:
    """Takes the parts of a register (satisfies RowSink) and gives it to the engine."""

    def __init__(self, cancel: Cancel) -> None:
        self._cancel = cancel
        self.restart()

    def restart(self) -> None:
        """Forget all parts."""
        self._keys = KeyMaker(found_by_name=False)
        self._beside: dict[str, list[pl.DataFrame]] = {}
        self._blobs: dict[str, list[bytes]] = {}
        self._rows: list[np.ndarray] = []
        self._recent: dict[str, pl.Series] = {}

    def remembered(self, _signature: str) -> Mapping[str, str] | None:
        """Without a workspace no mapping is remembered."""
        return None

    def add(self, part: pl.DataFrame) -> None:
        """Take the next rows."""
        self._keys.part(part, self._keep)
        self._rows.append(part[ROW].to_numpy().astype(np.int64))
        for name in part.columns:
            blob = BytesIO()
            part.select(name).write_ipc_stream(blob, compression="lz4")
            self._blobs.setdefault(name, []).append(blob.getvalue())

    def register(self) -> Register:
        """Return the register; its keys are handed over, not kept here."""
        self._keys.conclude(self._keep)
        keys = KeptKeys.read(lambda name: self._beside.pop(name, []))
        rows = np.concatenate(self._rows)
        return Register(tuple(self._blobs), rows, self._column, self._digest, keys, costly=True)

    def _keep(self, name: str, frame: pl.DataFrame, span: tuple[int, int] = (-1, -1)) -> None:
        self._beside.setdefault(name, []).append(frame)

    def _column(self, name: str) -> pl.Series:
        if name not in self._recent:
            column = pl.concat(list(self._parts(name))).get_column(name)
            self._recent = {**dict(list(self._recent.items())[1 - _RECENT :]), name: column}
        return self._recent[name]

    def _parts(self, name: str) -> Iterator[pl.DataFrame]:
        for blob in self._blobs[name]:
            self._cancel.raise_if_requested()
            yield pl.read_ipc_stream(BytesIO(blob))

    def _digest(self) -> str:
        rows = sum(len(part) for part in self._rows)
        return digest_in_parts(self._blobs, rows, self._parts, self._cancel)
