"""Text columns as the loops read them: one block of bytes and where each row's text lies."""

import ctypes
from typing import Any

import numpy as np
import polars as pl

from padan.matching.arrays import I64
from padan.matching.native.loops import address

U8 = np.ndarray[Any, np.dtype[np.uint8]]


class CTexts(ctypes.Structure):
    """`Texts` of padan.h."""

    _fields_ = (("data", ctypes.c_void_p), ("start", ctypes.c_void_p), ("end", ctypes.c_void_p))


class TextColumn:
    """The texts of n rows, UTF-8; empty texts for nulls. `lengths` holds 0xFFFFFFFF for a null."""

    def __init__(self, data: U8, start: I64, end: I64) -> None:
        self.data = data
        self.start = start
        self.end = end
        self.n = len(start)
        self.c = CTexts(address(data), address(start), address(end))


def text_column(series: pl.Series) -> TextColumn:
    """Lay out a column of text."""
    lengths = series.str.len_bytes().cast(pl.Int64).fill_null(0).to_numpy()
    ends = np.cumsum(lengths, dtype=np.int64)
    text = series.drop_nulls().str.join("")[0] if series.len() else None
    data = np.frombuffer((text or "").encode() or b"\0", dtype=np.uint8)
    return TextColumn(data, ends - lengths, ends)


def texts_of(words: list[bytes]) -> TextColumn:
    """Lay out a few byte strings."""
    lengths = np.array([len(word) for word in words], dtype=np.int64)
    ends = np.cumsum(lengths, dtype=np.int64)
    return TextColumn(np.frombuffer(b"".join(words) or b"\0", dtype=np.uint8), ends - lengths, ends)
