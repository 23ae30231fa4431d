"""Distinct byte strings by number, in memory that grows as a loop asks for it."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl

from padan.matching.arrays import I64
from padan.matching.native.columns import U8
from padan.matching.native.loops import address, call


class CWords(ctypes.Structure):
    """`Words` of padan.h."""

    _fields_ = (
        ("slot", ctypes.c_void_p),
        ("hash", ctypes.c_void_p),
        ("at", ctypes.c_void_p),
        ("arena", ctypes.c_void_p),
        ("mask", ctypes.c_int64),
        ("count", ctypes.c_int64),
        ("room_words", ctypes.c_int64),
        ("room_bytes", ctypes.c_int64),
    )


@dataclass(frozen=True)
class WordList:
    """Words by number as they were learnt once: word k is arena[at[k]:at[k + 1]]."""

    at: I64
    arena: U8

    @classmethod
    def of(cls, words: pl.Series) -> "WordList":
        """Return the words of a binary column."""
        at = np.zeros(words.len() + 1, dtype=np.int64)
        np.cumsum(words.bin.size().to_numpy(), out=at[1:])
        return cls(at, np.frombuffer(b"".join(words.to_list()) or b"\0", dtype=np.uint8))

    def texts(self) -> list[str]:
        """Return the words by number; bytes that are no UTF-8 are replaced."""
        return _texts(self.at, self.arena)


def _texts(words_at: I64, arena: U8) -> list[str]:
    at = words_at.tolist()
    whole = arena[: at[-1]].tobytes()
    return [whole[start:stop].decode("utf-8", "replace") for start, stop in pairwise(at)]


class Words:
    """Numbers distinct texts from 0 in the order of their first appearance."""

    def __init__(self, room: int = 1 << 14) -> None:
        self._at = np.zeros(1, dtype=np.int64)
        self._arena = np.zeros(0, dtype=np.uint8)
        self._hash = np.zeros(0, dtype=np.uint32)
        self.c = CWords()
        self._make_room(room)

    def fill(self, step: Callable[[int], int], stop: int) -> None:
        """Call `step(from)`, which returns the row that found no room, until it returns `stop`."""
        row = 0
        while (reached := step(row)) < stop:
            self._make_room(self.c.room_words * 4)
            row = reached

    @property
    def at(self) -> I64:
        """Where each word begins; one more at the end."""
        return self._at[: self.c.count + 1]

    @property
    def arena(self) -> U8:
        """The words' bytes, one after the other."""
        return self._arena

    def texts(self) -> list[str]:
        """Return the words by number; bytes that are no UTF-8 are replaced."""
        return _texts(self.at, self._arena)

    def _make_room(self, words: int) -> None:
        count, used = int(self.c.count), int(self._at[self.c.count])
        slots = 1 << (words * 2 - 1).bit_length()
        at, arena = np.zeros(words + 1, dtype=np.int64), np.zeros(words * 16 + 8192, dtype=np.uint8)
        hashes = np.zeros(words, dtype=np.uint32)
        at[: count + 1], arena[:used] = self._at[: count + 1], self._arena[:used]
        hashes[:count] = self._hash[:count]
        self._at, self._arena, self._hash = at, arena, hashes
        self._slot = np.zeros(slots, dtype=np.uint32)
        self.c = CWords(
            *(address(one) for one in (self._slot, hashes, at, arena)), slots - 1, count, words, len(arena)
        )
        call("words_rehash", self.c)
