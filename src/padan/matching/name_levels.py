"""Levels of agreement of names and the rarity in bits of what agrees; the loops compare, nothing here decides
a link.
"""

import ctypes
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from padan.matching.arrays import F64, I64, Bytes
from padan.matching.identity import Identity
from padan.matching.name_tokens import MAX_TOKENS, Vocabulary
from padan.matching.native.loops import address, call

MISSING, SAME, SOUND, INITIALS, TYPO, SHORTER, PARTLY, DIFFERS = range(8)
NAMES = ("missing", "same", "sound", "initials", "typo", "shorter", "partly", "differs")
_SMALLEST = 1_000
"""Shares are taken of at least so many rows: two namesakes in a list of ten do not make a name common."""

_JOINED_ALIKE = 0.85


class CBook(ctypes.Structure):
    """`Book` of padan.h."""

    _fields_ = (
        *(
            (name, ctypes.c_void_p)
            for name in ("text", "at", "canon", "sound", "bag", "bits", "name_bits", "single_bits")
        ),
        *(
            (name, ctypes.c_double)
            for name in ("cap_name", "loss_sound", "loss_typo", "gain_initial", "joined_alike")
        ),
    )


@dataclass(frozen=True)
class NameRarity:
    """Bits of evidence in an agreeing token (by sound) and in an agreeing whole name (by its number), for
    names of several tokens and of one.
    """

    token_bits: F64
    name_bits: F64
    single_bits: F64
    book: Vocabulary
    caps: dict[str, float]

    @cached_property
    def c(self) -> CBook:
        """The same for the loops, with the token book."""
        book, caps = self.book, self.caps
        arrays = (book.text, book.at, book.canon, book.sound, book.bag)
        bits = (self.token_bits, self.name_bits, self.single_bits)
        figures = (caps[name] for name in ("name_bits", "sound_bits", "typo_bits", "initial_bits"))
        return CBook(*(address(one) for one in (*arrays, *bits)), *figures, _JOINED_ALIKE)


def measure_rarity(x: Identity, y: Identity, book: Vocabulary, caps: dict[str, float]) -> NameRarity:
    """Count tokens and names over both registers; a token of one person in each register has the
    full bits.
    """
    rows = max(x.n, y.n, _SMALLEST)
    count = _sound_counts(x, book) + _sound_counts(y, book)
    count[0] = 0
    share = np.maximum(count - 2, 0) / (2 * rows) + 2.0 ** -caps["token_bits"]
    names = int(max(x.name.max(initial=0), y.name.max(initial=0))) + 1
    sharing = np.maximum(np.bincount(x.name, minlength=names), np.bincount(y.name, minlength=names))
    others = np.maximum(sharing - 1, 0) / rows
    whole, single = (
        -np.log2(np.minimum(others + 2.0 ** -caps[cap], 1.0)) for cap in ("name_bits", "single_bits")
    )
    return NameRarity(-np.log2(np.minimum(share, 1.0)), whole, single, book, caps)


def _sound_counts(side: Identity, book: Vocabulary) -> I64:
    """Count the sounds of the tokens that take part in scoring."""
    counts = np.zeros(book.sounds, dtype=np.int64)
    for place in range(MAX_TOKENS):
        tokens = side.rows["token"][:, place]
        counts += np.bincount(book.sound[tokens[tokens > 0]], minlength=book.sounds)
    return counts


def name_levels(x: Identity, i: I64, y: Identity, j: I64, rarity: NameRarity) -> Bytes:
    """Compare the names of rows `i` of x with rows `j` of y."""
    level = np.zeros(len(i), dtype=np.int8)
    call("compare_names", x.c, i, y.c, j, rarity.c, 0, len(i), level)
    return level
