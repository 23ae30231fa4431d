"""Digests of tables, decisions and results in canonical forms that any program can recompute.

Table: for each column but `_sheet_row`, in the byte order of names, SHA-256 over the lengths of the values in
UTF-8 bytes as little-endian 32-bit numbers, rows in the order of `_row`, 0xFFFFFFFF for empty; then the
values themselves, UTF-8, one after the other (`_row` itself: its numbers as little-endian 32-bit). The
table's digest is the SHA-256 of the line `padan-table/1:<rows>` and of one line `name:hex` per column, each
ended by LF. Pairs, findings and decisions: SHA-256 of text lines, described at each function. No library's
byte layout counts.
"""

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import polars as pl

from padan.common.progress import Cancel
from padan.matching.arrays import I32
from padan.matching.native.columns import TextColumn, text_column
from padan.matching.native.loops import call
from padan.matching.table import ROW, SHEET_ROW

_EMPTY = 0xFFFFFFFF
_SMALL = 2_000
_SLICE = 1 << 18


def table_digest(table: pl.DataFrame) -> str:
    """Return the content digest of a register table as hex. Column and row order do not count,
    `_row` does.
    """
    ordered = table
    if table.height and not table[ROW].is_sorted():
        ordered = table.sort(ROW)
    names = sorted((name for name in ordered.columns if name != SHEET_ROW), key=lambda name: name.encode())
    if table.height < _SMALL:
        digests = [_column_digest(ordered[name]) for name in names]
    else:
        with ThreadPoolExecutor(2) as pool:
            digests = list(pool.map(lambda name: _column_digest(ordered[name]), names))
    whole = hashlib.sha256(f"padan-table/1:{table.height}\n".encode())
    for name, digest in zip(names, digests, strict=True):
        whole.update(f"{name}:{digest}\n".encode())
    return whole.hexdigest()


def _column_digest(column: pl.Series) -> str:
    hasher = hashlib.sha256()
    if column.dtype != pl.String:
        hasher.update(column.to_numpy().astype("<u4").tobytes())
        return hasher.hexdigest()
    hasher.update(_lengths(column))
    hasher.update(_text(column))
    return hasher.hexdigest()


def digest_in_parts(
    names: Iterable[str], rows: int, column: Callable[[str], Iterable[pl.DataFrame]], cancel: Cancel
) -> str:
    """Return the same digest of a table that is too large to hold; `column` gives one in frames, in order."""
    ordered = sorted((name for name in names if name != SHEET_ROW), key=lambda name: name.encode())
    whole = hashlib.sha256(f"padan-table/1:{rows}\n".encode())
    for name in ordered:
        hasher, texts = hashlib.sha256(), []
        for frame in column(name):
            cancel.raise_if_requested()
            if frame[name].dtype == pl.String:
                hasher.update(_lengths(frame[name]))
                texts.append(_text(frame[name]))
            else:
                hasher.update(frame[name].to_numpy().astype("<u4").tobytes())
        for text in texts:
            hasher.update(text)
        whole.update(f"{name}:{hasher.hexdigest()}\n".encode())
    return whole.hexdigest()


def _lengths(column: pl.Series) -> bytes:
    lengths = column.str.len_bytes().cast(pl.UInt32).fill_null(_EMPTY).to_numpy()
    return np.ascontiguousarray(lengths, dtype="<u4").tobytes()


def _text(column: pl.Series) -> bytes:
    return (column.drop_nulls().str.join("")[0] or "").encode()


def decisions_digest(lines: list[tuple[int, int, str]]) -> str:
    """Digest of decisions: lines `row_a,row_b,verdict`, sorted."""
    text = "".join(f"{a},{b},{verdict}\n" for a, b, verdict in sorted(lines))
    return hashlib.sha256(f"padan-decisions/1\n{text}".encode()).hexdigest()


def result_digest(pairs: pl.DataFrame, findings: pl.DataFrame) -> str:
    """Digest of a result: a line `padan-result/1`, then the pairs as `row_a,row_b,class,side,score,rule` with
    the score in hundredths as a whole number, an empty line, then the findings as
    `row_a,row_b,element,kind,newer,suggestion` and the two values, each as its length in UTF-8 bytes, a
    colon and the text (`-` when empty). Frames are in their order.
    """
    hasher = hashlib.sha256(b"padan-result/1\n")
    _add_pairs(hasher, pairs)
    hasher.update(b"\n")
    sized = [
        pl.concat_str(pl.col(name).str.len_bytes().cast(pl.String), pl.lit(":"), pl.col(name)).fill_null("-")
        for name in ("value_a", "value_b")
    ]
    newer = pl.col("newer").fill_null("")
    hasher.update(_lines(findings, ["row_a", "row_b", "element", "kind", newer, "suggestion", *sized]))
    return hasher.hexdigest()


def _add_pairs(hasher: "hashlib._Hash", pairs: pl.DataFrame) -> None:
    """Write the pairs' lines in slices of bounded size."""
    columns = [pairs[name].cast(pl.Int64).to_numpy() for name in ("row_a", "row_b")]
    words = {name: _coded(pairs[name]) for name in ("class", "side", "rule")}
    score = pairs.select((pl.col("score") * 100).round().cast(pl.Int64))["score"].to_numpy()
    books = [words[name][1].c for name in ("class", "side", "rule")]
    longest = sum(int((book.end - book.start).max(initial=0)) for _, book in words.values()) + 70
    out = np.empty(min(pairs.height, _SLICE) * longest, dtype=np.uint8)
    arrays = (*columns, words["class"][0], words["side"][0], score, words["rule"][0])
    for start in range(0, pairs.height, _SLICE):
        stop = min(start + _SLICE, pairs.height)
        size = call("pair_lines", *arrays, *books, start, stop, out)
        hasher.update(out[:size].data)


def _coded(column: pl.Series) -> tuple[I32, TextColumn]:
    """Return a column of few distinct words as numbers, and the words."""
    words = column.fill_null("").unique().sort()
    codes = column.fill_null("").replace_strict(words, np.arange(words.len()), return_dtype=pl.Int32)
    return np.ascontiguousarray(codes.to_numpy()), text_column(words)


def _lines(frame: pl.DataFrame, columns: list[str | pl.Expr]) -> bytes:
    if not frame.height:
        return b""
    exprs = [pl.col(item) if isinstance(item, str) else item for item in columns]
    texts = [expr.cast(pl.String) for expr in exprs]
    lines = frame.select(pl.concat_str(texts, separator=",").alias("line"))["line"]
    return ((lines.str.join("\n")[0] or "") + "\n").encode()
