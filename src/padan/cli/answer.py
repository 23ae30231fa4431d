"""What a verb gives back: values for JSON, words for people, and whether all was well; writes nothing
itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from padan.common.errors import Fault


@dataclass(frozen=True)
class Answer:
    """A verb's outcome.

    `fault` marks work that was done but found something wrong (a document that differs, a broken log): the
    answer is shown in full and the exit status is the fault's. `must_arrive` marks what is shown once and
    never again. `afterwards` goes on once the answer is out, until it is stopped: a service that runs.
    """

    values: Mapping[str, object]
    text: str
    fault: Fault | None = None
    must_arrive: bool = False
    notes: tuple[str, ...] = ()
    afterwards: Callable[[], None] | None = None
