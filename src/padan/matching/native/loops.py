"""Binds the compiled loops: checks and passes arrays, releases the interpreter while they run; computes
nothing.

A signature is a word of letters, one an argument: `p` a pointer to a structure or an array (None: NULL),
`q` a
64-bit number, `i` an int; before the colon stands the result (`v` none).
"""

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from padan.matching.native.library import library

_SIGNATURES = {
    "words_rehash": "v:p",
    "words_number": "q:pqqpp",
    "names_split": "q:pqqppp",
    "names_lay": "q:pppqqpppp",
    "names_enter": "v:pppqqpp",
    "names_state": "v:pppppqqpp",
    "words_fold": "v:ppqppqpp",
    "numbers_read": "v:pqqiippp",
    "lama_read": "v:pqqp",
    "dates_read": "v:pqqp",
    "flags_read": "v:qqppppppqqp",
    "index_keys": "v:p",
    "find_keys": "v:ppqqpp",
    "pair_keys": "q:ppqqppqipp",
    "deletions": "v:pqp",
    "births": "v:ppqip",
    "birth_sounds": "q:ppqippp",
    "pair_lines": "q:pppppppppqqp",
    "sort_codes": "i:pppppq",
    "number_keys": "q:pqpqpqp",
    "best_two": "v:ppqpp",
    "best_places": "v:ppppqp",
    "least_of_runs": "q:ppqpp",
    "unite_codes": "q:ppqpp",
    "merge_codes": "q:ppqppqpp",
    "compare_pairs": "v:pppppqqpppppp",
    "weigh_pairs": "v:pppppqqpppppppp",
    "compare_names": "v:pppppqqp",
    "names_touch": "v:pppppqqp",
}
_KINDS: dict[str, Any] = {"p": ctypes.c_void_p, "q": ctypes.c_int64, "i": ctypes.c_int, "v": None}


@cache
def _bound(name: str) -> Callable[..., Any]:
    result, arguments = _SIGNATURES[name].split(":")
    found = library()[name]
    found.restype = _KINDS[result]
    found.argtypes = [_KINDS[letter] for letter in arguments]
    return found


def call(name: str, *arguments: Any) -> int:
    """Run a loop. Arrays must lie row by row without gaps; structures are passed by reference."""
    return _bound(name)(*[_passed(one) for one in arguments]) or 0


def address(array: "np.ndarray[Any, Any] | None") -> int | None:
    """Return where an array lies; None for none."""
    if array is None:
        return None
    assert array.flags.c_contiguous
    return array.ctypes.data


def _passed(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return address(value)
    if isinstance(value, ctypes.Structure):
        return ctypes.addressof(value)
    return value
