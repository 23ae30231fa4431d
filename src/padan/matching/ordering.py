"""Orders and groups of pairs by the loops: sorted, united, the best of each; compares no rows."""

import numpy as np

from padan.matching.arrays import I32, I64
from padan.matching.native.loops import call
from padan.matching.score import Pairs

LOWEST = np.int64(np.iinfo(np.int32).min)


def sorted_codes(codes: I64) -> tuple[np.ndarray, I32]:
    """Return the codes (not negative) in order and the places they came from; equal codes keep their
    order.
    """
    n = len(codes)
    first, places = codes.astype(np.uint64), np.arange(n, dtype=np.int32)
    second, others = np.empty(n, dtype=np.uint64), np.empty(n, dtype=np.int32)
    turned = call("sort_codes", first, places, second, others, np.empty(2048, dtype=np.int64), n)
    return (second, others) if turned else (first, places)


def merge_pairs(found: list[Pairs], *, within: bool) -> Pairs:
    """Unite proposals, ordered by (i, j), with the keys of each pair combined."""
    codes, keys = np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32)
    for pairs in found:
        more = _united(pairs, within=within)
        codes, keys = _merged(codes, keys, *more) if len(codes) else more
    i, j = codes >> np.uint64(32), codes & np.uint64(0xFFFFFFFF)
    return Pairs(i.astype(np.int64), j.astype(np.int64), keys)


Codes = np.ndarray


def _united(pairs: Pairs, *, within: bool) -> tuple[Codes, I32]:
    """Return one list of pairs as codes in order, each once."""
    i, j, keys = pairs.i, pairs.j, pairs.keys
    if within:
        i, j, real = np.minimum(i, j), np.maximum(i, j), i != j
        i, j, keys = i[real], j[real], keys[real]
    codes, places = sorted_codes((i << np.int64(32)) | j)
    united = np.empty(len(codes), dtype=np.int32)
    size = call("unite_codes", codes, places, len(codes), np.ascontiguousarray(keys), united)
    return codes[:size], united[:size]


def _merged(one: Codes, keys_one: I32, other: Codes, keys_other: I32) -> tuple[Codes, I32]:
    codes = np.empty(len(one) + len(other), dtype=np.uint64)
    keys = np.empty(len(codes), dtype=np.int32)
    size = call("merge_codes", one, keys_one, len(one), other, keys_other, len(other), codes, keys)
    return codes[:size], keys[:size]


def best_two(row: I64, total: I64, size: int) -> tuple[I64, I64]:
    """Return per row the best and the second best total; a tie gives the same figure twice."""
    best, second = np.full(size, LOWEST, dtype=np.int64), np.full(size, LOWEST, dtype=np.int64)
    row, total = (np.ascontiguousarray(one, dtype=np.int64) for one in (row, total))
    call("best_two", row, total, len(row), best, second)
    return best, second


def best_places(row: I64, total: I32, other: I64, places: I64, size: int) -> I64:
    """Return for each row the place of the best of its pairs (-1: none): the highest total, then the lowest
    `other`. `places` names the pairs that count.
    """
    best = np.full(size, -1, dtype=np.int64)
    call("best_places", row, total, other, places, len(places), best)
    return best


def best_of_groups(codes: I64, rank: I64) -> I64:
    """Return the places of the first pair of least rank of each code, in the order of the codes."""
    ordered, places = sorted_codes(codes)
    kept = np.empty(len(codes), dtype=np.int32)
    size = call("least_of_runs", ordered, places, len(codes), rank, kept)
    return kept[:size].astype(np.int64)
