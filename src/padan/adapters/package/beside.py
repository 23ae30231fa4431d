"""Reading ahead and writing behind on a thread of their own: hashing, sealing and packing leave the
interpreter free for the rows; knows nothing of packages.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

_AHEAD = 4
"""Blocks on their way at most: memory stays as small as without the thread."""


@contextmanager
def writing_behind(write: Callable[[bytes], object]) -> Iterator[Callable[[bytes], None]]:
    """Lend a `put` that writes in order, a few blocks behind; what fails is raised by a later put."""
    with ThreadPoolExecutor(1) as thread:
        waiting: list[Future[object]] = []

        def put(block: bytes) -> None:
            if len(waiting) == _AHEAD:
                waiting.pop(0).result()
            waiting.append(thread.submit(write, block))

        try:
            yield put
            for one in waiting:
                one.result()
        finally:
            for one in waiting:
                one.cancel()


def read_ahead(read: Callable[[], bytes]) -> Iterator[bytes]:
    """Yield what `read` returns until it returns nothing, a few blocks ahead of whoever takes them."""
    with ThreadPoolExecutor(1) as thread:
        waiting = [thread.submit(read) for _ in range(_AHEAD)]
        try:
            while block := waiting.pop(0).result():
                waiting.append(thread.submit(read))
                yield block
        finally:
            for one in waiting:
                one.cancel()
