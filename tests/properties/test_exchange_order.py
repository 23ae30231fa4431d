"""Any permutation, duplication and loss with resend of a session's packages leads to the same state."""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from padan.bootstrap import ShippedResources
from padan.common.clock import FixedClock
from padan.common.codes import handover as codes
from padan.common.places import resources
from padan.domain.agreement import Addendum
from padan.domain.exchange.header import MAIN, PackageHeader
from padan.domain.exchange.incoming import InState, missing_numbers
from padan.domain.exchange.outgoing import NO_PREVIOUS
from padan.domain.exchange.parcel import Looked, LookedTable
from padan.domain.exchange.proposals import ANSWER_COLUMNS
from padan.domain.exchange.trust import OwnKey
from padan.domain.officer import Officer, Role
from padan.services.exchange import show_exchange
from padan.services.exchange.open_package import open_package, release
from padan.services.session import Session

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))

from memory_packages import MemoryPackages
from memory_store import MemoryStore

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
AGREEMENT = "dpr-bkn-2023"
COUNT = 6


class Ticking(FixedClock):
    def now(self) -> datetime:
        self.advance(timedelta(seconds=1))
        return super().now()


def office() -> tuple[Session, Any, MemoryPackages]:
    clock = Ticking(NOW)
    store: Any = MemoryStore("st-bkn", "bkn")
    roles = frozenset({Role.PETUGAS, Role.PENANDA_TANGAN})
    officer = Officer("o1", "ani", "Ani", "", "", "", roles, "ab", True, NOW, "o1")
    with store as records:
        records.officers.add(officer)
        for agreement in ShippedResources(resources()).agreements():
            records.agreements.put(agreement, "shipped")
        term = Addendum("1", date(2026, 10, 1), date(2099, 1, 1))
        records.agreements.add_addendum(AGREEMENT, term, "o1", NOW)
        records.agency_keys.add(OwnKey("k", "{}", "", "secret", "", "", NOW, "o1"))
    packages = MemoryPackages()
    unlocked: Any = SimpleNamespace(must_change=False)
    signer: Any = None
    files: Any = SimpleNamespace(digest=lambda path: path)
    documents: Any = SimpleNamespace(inspect=lambda pdf: SimpleNamespace(untrusted_record={}))
    tools: Any = SimpleNamespace(packages=packages, carrier=packages, files=files, documents=documents)
    return Session(store, officer, signer, clock, unlocked), tools, packages


def session_of(count: int) -> list[Looked]:
    """The packages of one sender, each with the hash of the one before it."""
    made: list[Looked] = []
    for number in range(1, count + 1):
        header = PackageHeader(
            uuid=f"uuid-{number:04d}",
            sender="dpr",
            receiver="bkn",
            agreement_id=AGREEMENT,
            chain=MAIN,
            number=number,
            previous=made[-1].package_sha256 if made else NO_PREVIOUS,
            schema="tukar-asn/1.0",
            made_at=NOW + timedelta(minutes=number),
            expires_at=NOW + timedelta(days=30),
            classification="TERBATAS",
            training=False,
            rows=1 if number % 2 else 0,
            recipient_fingerprint="0" * 64,
            approved_by=("a", "b"),
            checkpoint=f"{number * 10}:{number:064x}",
        )
        digest = f"{number:064x}"
        if number % 2:
            tables = (LookedTable("jawaban.csv", ANSWER_COLUMNS, 1),)
            made.append(Looked(header, "USUL", digest, digest, 1, "k", tables, (), (), digest))
        else:
            made.append(Looked(header, "LAP", digest, digest, 1, "k", (), ("laporan.pdf",), (), digest))
    return made


def arrive(desk: tuple[Session, Any, MemoryPackages], looked: Looked, copy: int = 0) -> Any:
    session, tools, packages = desk
    path = f"{looked.package_sha256}.{copy}"
    row = [f"usulan-{looked.header.number}", "diterima", "", "x", "accepted", "2026-11-23"]
    packages.put(path, looked, [row] if looked.kind == "USUL" else [])
    return open_package(session, tools, path)


def state_of(desk: tuple[Session, Any, MemoryPackages]) -> object:
    """What the store came to, without ids, times and the log."""
    with desk[0].store.reading() as records:
        packages = sorted(records.packages_in.all(), key=lambda one: one.number)
        told = sorted(
            (one.subject, str(one.body["row"][2]), str(one.body["row"][3:7]), str(one.body["errors"]))
            for one in records.packages_out.waiting()
        )
        papers = {one.number: records.originals.papers(one.id) for one in packages}
        kept = [list(records.originals.pieces(one.id)) for one in packages]
    states = [(one.number, one.uuid, one.state, one.code, one.result, one.warnings) for one in packages]
    return states, papers, kept, told


ORDERED = office()
for _one in session_of(COUNT):
    arrive(ORDERED, _one)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_order_duplication_and_loss_with_resend_leads_to_the_same_state(data: st.DataObject) -> None:
    packages = session_of(COUNT)
    copies = [
        place for place in range(COUNT) for _ in range(data.draw(st.integers(0, 3), label=f"copies {place}"))
    ]
    first = data.draw(st.permutations(copies), label="order")
    lost = [place for place in range(COUNT) if place not in copies]
    desk = office()
    for copy, place in enumerate(first):
        assert arrive(desk, packages[place], copy).state is not InState.REFUSED
    arrived = {packages[place].header.number for place in first}
    missing = show_exchange.exchange(desk[0]).missing
    expected = tuple(number for number in range(1, max(arrived, default=0)) if number not in arrived)
    assert [one.numbers for one in missing] == ([expected] if expected else [])
    for place in data.draw(st.permutations(lost), label="resent"):
        arrive(desk, packages[place], 99)
    assert state_of(desk) == state_of(ORDERED)


def test_lost_package_is_named_by_number() -> None:
    desk, packages = office(), session_of(4)
    arrive(desk, packages[0])
    opened = arrive(desk, packages[3])
    assert (opened.state, opened.fault.code) == (InState.HELD, codes.SEQUENCE_GAP)
    assert opened.fault.values["missing"] == "2, 3"
    with desk[0].store.reading() as records:
        assert missing_numbers(records.packages_in.all()) == [2, 3]


def test_rolled_back_sender_is_noticed() -> None:
    desk, packages = office(), session_of(2)
    arrive(desk, packages[0])
    header = replace(packages[1].header, checkpoint="3:" + "f" * 64)
    opened = arrive(desk, replace(packages[1], header=header))
    assert opened.package.warnings == (codes.STORE_ROLLED_BACK,)


def test_rolled_back_sender_that_uses_a_number_again_is_refused() -> None:
    desk, packages = office(), session_of(2)
    for one in packages:
        arrive(desk, one)
    header = replace(packages[1].header, uuid="uuid-neu1")
    opened = arrive(desk, replace(packages[1], header=header, package_sha256="e" * 64))
    assert (opened.state, opened.fault.code) == (InState.REFUSED, codes.NUMBER_REUSED)


def test_same_id_with_other_content_raises_the_alarm() -> None:
    desk, packages = office(), session_of(1)
    arrive(desk, packages[0])
    opened = arrive(desk, replace(packages[0], package_sha256="e" * 64))
    assert (opened.state, opened.fault.code) == (InState.REFUSED, codes.DUPLICATE_OTHER_CONTENT)


def test_same_content_under_a_new_id_is_told() -> None:
    desk, packages = office(), session_of(3)
    arrive(desk, packages[0])
    opened = arrive(desk, replace(packages[1], content_sha256=packages[0].content_sha256))
    assert opened.package.warnings == (codes.SAME_CONTENT_NEW_ID,)


def test_expired_package_waits_for_an_approver_and_holds_what_follows() -> None:
    desk, packages = office(), session_of(2)
    late = replace(packages[0], header=replace(packages[0].header, expires_at=NOW - timedelta(days=1)))
    held = arrive(desk, late)
    assert (held.state, held.fault.code) == (InState.HELD, codes.PACKAGE_EXPIRED)
    assert arrive(desk, packages[1]).state is InState.HELD
    opened = release(desk[0], desk[1], held.package.id, "kurir terlambat")
    assert opened.state is InState.APPLIED
    assert [one.number for one in opened.released] == [2]
