"""What becomes of a genuine package: the checks after "structure", in the ruled order; pure, reads nothing.

Recipient, agreement, training, schema, expiry, duplicate, sequence (exchange.md, "Order of checks"). A
package whose very content is here already is shown its old receipt, whatever the day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

from padan.common.codes import handover as codes
from padan.domain.exchange.outgoing import NO_PREVIOUS


class InState(StrEnum):
    APPLIED = "applied"
    HELD = "held"
    REFUSED = "refused"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    RECALLED = "recalled"


@dataclass(frozen=True)
class PackageIn:
    """A package that arrived. `id` is ours, `uuid` the sender's (empty in quarantine); `code` says why it is
    held, refused or quarantined; `result` the counts and per-row errors of its second receipt.
    """

    id: str
    uuid: str
    agreement_id: str
    sender: str
    kind: str
    chain: str
    number: int
    previous: str
    package_sha256: str
    file_sha256: str
    file_name: str
    size: int
    made_at: datetime | None
    checkpoint: str
    state: InState
    code: int
    opened_at: datetime
    opened_by: str
    rows: int = 0
    content: str = ""
    applied_at: datetime | None = None
    snapshot_id: str = ""
    result: dict[str, object] = field(default_factory=dict)
    warnings: tuple[int, ...] = ()


@dataclass(frozen=True)
class Arrival:
    """What the signed header says, as far as judging needs it."""

    uuid: str
    sender: str
    receiver: str
    agreement_id: str
    chain: str
    number: int
    previous: str
    training: bool
    schema: str
    expires: datetime
    package_sha256: str


@dataclass(frozen=True)
class Facts:
    """What this office knows: itself, the day, whether the agreement binds both, and what came before on the
    same chain (applied and held).
    """

    own_party: str
    training: bool
    now: datetime
    agreement_open: bool
    schemas: Sequence[str]
    known: Sequence[PackageIn]
    released: bool = False


@dataclass(frozen=True)
class Judgement:
    """The outcome. `values` fill the code's sentence; `earlier` is the package a duplicate repeats."""

    state: InState
    code: int = 0
    values: Mapping[str, object] = field(default_factory=dict)
    earlier: PackageIn | None = None


STANDING = frozenset({InState.APPLIED, InState.HELD, InState.RECALLED})
MISSING_NAMED = 1_000
_SENTENCE = 10
_CLOCK_LEEWAY = timedelta(days=1)


def judge(arrival: Arrival, facts: Facts) -> Judgement:
    """Return what becomes of a genuine package."""
    standing = [one for one in facts.known if one.state in STANDING and one.sender == arrival.sender]
    twin = next((one for one in standing if one.uuid == arrival.uuid), None)
    for check in (_addressed, _agreed, _trained, _readable):
        if (found := check(arrival, facts)) is not None:
            return found
    if twin is not None and twin.package_sha256 == arrival.package_sha256 and not _awaits(twin, facts):
        return Judgement(InState.DUPLICATE, earlier=twin)
    if arrival.expires < facts.now and not facts.released:
        values = {"number": arrival.number, "expires": arrival.expires.isoformat(), "sender": arrival.sender}
        return Judgement(InState.HELD, codes.PACKAGE_EXPIRED, values)
    if twin is not None and twin.package_sha256 != arrival.package_sha256:
        values = {"package": arrival.uuid, "sender": arrival.sender}
        return Judgement(InState.REFUSED, codes.DUPLICATE_OTHER_CONTENT, values)
    return _in_order(arrival, standing)


def _awaits(twin: PackageIn, facts: Facts) -> bool:
    """A held package that an officer released, or whose gap closed, is judged anew."""
    return facts.released and twin.state is InState.HELD


def _addressed(arrival: Arrival, facts: Facts) -> Judgement | None:
    if arrival.receiver == facts.own_party:
        return None
    values = {"receiver": arrival.receiver, "own": facts.own_party, "sender": arrival.sender}
    return Judgement(InState.REFUSED, codes.WRONG_RECIPIENT, values)


def _agreed(arrival: Arrival, facts: Facts) -> Judgement | None:
    if facts.agreement_open:
        return None
    values = {"agreement": arrival.agreement_id, "sender": arrival.sender, "own": facts.own_party}
    return Judgement(InState.REFUSED, codes.AGREEMENT_NOT_OPEN, values)


def _trained(arrival: Arrival, facts: Facts) -> Judgement | None:
    if arrival.training == facts.training:
        return None
    words = {True: "latihan", False: "sungguhan"}
    values = {"package": words[arrival.training], "own": words[facts.training]}
    return Judgement(InState.REFUSED, codes.TRAINING_MISMATCH, values)


def _readable(arrival: Arrival, facts: Facts) -> Judgement | None:
    majors = {_major(one) for one in facts.schemas}
    if _major(arrival.schema) in majors:
        return None
    values = {"schema": arrival.schema, "known": ", ".join(facts.schemas), "sender": arrival.sender}
    return Judgement(InState.REFUSED, codes.SCHEMA_UNKNOWN, values)


def _major(schema: str) -> str:
    return schema.split(".", 1)[0]


def _in_order(arrival: Arrival, standing: Sequence[PackageIn]) -> Judgement:
    others = [one for one in standing if one.uuid != arrival.uuid and one.chain == arrival.chain]
    applied = [one for one in others if one.state is not InState.HELD]
    last = max(applied, key=lambda one: one.number, default=None)
    reached, expected = (last.number, last.package_sha256) if last else (0, NO_PREVIOUS)
    reused = any(one.number == arrival.number for one in others)
    forked = arrival.number == reached + 1 and arrival.previous != expected
    if reused or forked or arrival.number <= reached:
        values = {"number": arrival.number, "sender": arrival.sender}
        return Judgement(InState.REFUSED, codes.NUMBER_REUSED, values)
    if arrival.number == reached + 1:
        return Judgement(InState.APPLIED)
    here = {one.number for one in others}
    lacking = [str(one) for one in islice(_absent(here, reached, arrival.number), _SENTENCE + 1)]
    named = lacking or [str(reached + 1)]
    missing = ", ".join(named[:_SENTENCE]) + (" …" if len(named) > _SENTENCE else "")
    values = {"missing": missing, "number": arrival.number, "sender": arrival.sender}
    return Judgement(InState.HELD, codes.SEQUENCE_GAP, values)


def missing_numbers(known: Sequence[PackageIn], chain: str = "main") -> list[int]:
    """Return the first MISSING_NAMED numbers of one chain that must exist and have not come: a number says
    nothing of how many packages there are, and one may claim to be the thousand-millionth.
    """
    return list(islice(_absent(_here(known, chain), 0, max(_here(known, chain), default=0)), MISSING_NAMED))


def missing_count(known: Sequence[PackageIn], chain: str = "main") -> int:
    """Return how many numbers of one chain must exist and have not come."""
    here = _here(known, chain)
    return max(max(here, default=0) - len(here), 0)


def _here(known: Sequence[PackageIn], chain: str) -> set[int]:
    return {one.number for one in known if one.state in STANDING and one.chain == chain}


def _absent(here: set[int], reached: int, until: int) -> Iterator[int]:
    return (one for one in range(reached + 1, until) if one not in here)


def reached_number(known: Sequence[PackageIn], chain: str) -> int:
    """Return the last number of a chain that was taken; 0 when none was."""
    taken = (one.number for one in known if one.state in STANDING - {InState.HELD} and one.chain == chain)
    return max(taken, default=0)


def next_held(known: Sequence[PackageIn], after: int, chain: str) -> PackageIn | None:
    """Return the held package that follows number `after` on a chain, if it is here."""
    fitting = [
        one for one in known if one.state is InState.HELD and one.chain == chain and one.number == after + 1
    ]
    return next((one for one in fitting if one.code == codes.SEQUENCE_GAP), None)


@dataclass(frozen=True)
class Oddities:
    """What may be odd about an arrival: the sender's audit checkpoint (empty when a package made by hand has
    none), its clock beside ours, and the digest of the payload.
    """

    checkpoint: str
    made_at: datetime
    now: datetime
    content: str


def warnings_of(arrival: Arrival, odd: Oddities, known: Sequence[PackageIn]) -> tuple[int, ...]:
    """Return codes of what is odd about a package that is taken all the same.

    Both ends judge the store by the audit log's size: it only grows, so a smaller one than in a package
    before means that the sender's store went back.
    """
    same_chain = [
        one
        for one in known
        if one.state in STANDING and one.sender == arrival.sender and one.uuid != arrival.uuid
    ]
    before = [one for one in same_chain if one.chain == arrival.chain and one.number < arrival.number]
    earlier = max(before, key=lambda one: one.number, default=None)
    witnessed = max((one for one in before if one.checkpoint), key=lambda one: one.number, default=None)
    found = []
    if odd.content and any(one.content == odd.content for one in same_chain):
        found.append(codes.SAME_CONTENT_NEW_ID)
    if odd.checkpoint and witnessed is not None and _went_back(odd.checkpoint, witnessed.checkpoint):
        found.append(codes.STORE_ROLLED_BACK)
    if earlier is not None and earlier.made_at and odd.made_at < earlier.made_at:
        found.append(codes.CLOCK_STEPPED_BACK)
    if odd.made_at > odd.now + _CLOCK_LEEWAY:
        found.append(codes.CLOCK_AHEAD)
    return tuple(found)


def _went_back(now: str, before: str) -> bool:
    """A log that is shorter than before, or other at the same length, is not the log of before."""
    sizes = audit_size(now), audit_size(before)
    return sizes[0] < sizes[1] or (sizes[0] == sizes[1] and now != before)


def audit_size(checkpoint: str) -> int:
    """Return the size in a checkpoint `{size}:{hex}`; 0 when there is none."""
    size = checkpoint.partition(":")[0]
    return int(size) if size.isdecimal() else 0
