"""Every berita acara balances, whatever both registers hold; its figures are counted anew from the lines."""

import csv
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from padan.bootstrap import build_tools
from padan.common.progress import Cancel, no_progress
from padan.domain.agreement import Addendum
from padan.domain.berita_acara import BeritaAcaraContent, imbalances
from padan.domain.officer import Role
from padan.domain.run import Run, Verdict
from padan.services.compose_content import ComposeWish
from padan.services.compose_document import compose
from padan.services.document_evidence import CheckState
from padan.services.keep_agreement import extend
from padan.services.open_workspace import MakeWorkspace, NewOfficer, lock, make_workspace
from padan.services.ports.tools import Tools
from padan.services.ports.workspace import KeyCost
from padan.services.receive_data import Received, ReceiveRequest, receive
from padan.services.recompute import Inputs, recomputed_checks
from padan.services.review_pairs import DecisionWish, decide
from padan.services.run_matching import MatchRequest, match
from padan.services.session import Session

AGREEMENT = "dpr-bkn-2023"
COLUMNS = ("nip", "nik", "nama", "tanggal lahir", "jenis kelamin", "jabatan", "jenjang", "gol", "unit kerja")
NAMES = ("Siti Aminah", "Budi Santoso", "I Made Karya", "Muh. Ali", "Yohanes", "Sri Wahyuni", "Sri Wahyuni")
Row = list[str]


@dataclass
class Desk:
    """One officer at one real workspace."""

    tools: Tools
    session: Session
    folder: Path
    files: int = 0

    def received(self, header: tuple[str, ...], rows: list[Row], register: str) -> Received:
        """Receive rows as a semicolon file of its own; empty registers are taken."""
        self.files += 1
        path = self.folder / f"{self.files}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([header, *rows])
        request = ReceiveRequest(path, AGREEMENT, register, allow_empty=True, accept_damage=True)
        return receive(self.session, self.tools, request)

    def matched(self, a: str, b: str) -> Run:
        return match(self.session, self.tools, MatchRequest(a, b))

    def lines(self, run: Run, kind: str) -> list[dict[str, object]]:
        with self.session.store.reading() as records:
            return list(records.runs.frame(run.id, kind).iter_rows(named=True))

    def composed(self, run: Run) -> BeritaAcaraContent:
        return BeritaAcaraContent.from_dict(compose(self.session, ComposeWish(run.id)).content)

    def run_of(self, content: BeritaAcaraContent) -> Run:
        with self.session.store.reading() as records:
            found = records.runs.get(content.run.run_id)
        assert found is not None
        return found

    def decided(self, run: Run, verdict: Verdict) -> None:
        """Decide the first doubtful pair in which both rows name each other."""
        lines = self.lines(run, "pairs")
        one = next(each for each in lines if each["class"] == "review" and each["side"] == "both")
        wish = DecisionWish(int(str(one["row_a"])), int(str(one["row_b"])), verdict, "KTP diperiksa")
        decide(self.session, run.id, wish)

    def assert_reproduced(self, content: BeritaAcaraContent, *, swapped: bool = False) -> None:
        """Compute everything again from the stored registers and the decisions the document carries."""
        run = self.run_of(content)
        with self.session.store.reading() as records:
            one, two = records.snapshots.load(run.snapshot_a), records.snapshots.load(run.snapshot_b)
        inputs = Inputs(*((two, one) if swapped else (one, two)), self.tools.shipped.rules())
        checks = recomputed_checks(content, inputs, no_progress, Cancel())
        assert {one.code for one in checks} == {"rules", "table", "result", "table_1", "table_2"}
        assert not [one for one in checks if one.state is not CheckState.OK]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("neraca")
    tools = build_tools()
    roles = frozenset({Role.PETUGAS, Role.ADMIN})
    first = NewOfficer("sari", "Sari Uji", "lima kata sandi untuk pengujian", roles)
    wish = MakeWorkspace("dpr", first, cost=KeyCost(64 * 1024, 3, 1))
    session = make_workspace(tools, folder / "ruang", wish).session
    extend(session, AGREEMENT, Addendum("1/ADD/2026", date(2026, 10, 1), date(2099, 12, 31)))
    yield Desk(tools, session, folder)
    lock(session)


def person(number: int) -> dict[str, str]:
    """Return one of a dozen made-up people; six and seven share name and birth date."""
    chance = random.Random(number)
    born = date(1970, 1, 1) + timedelta(days=700 * min(number, 6))
    sex = "L" if number % 2 else "P"
    day = born.day + (40 if sex == "P" else 0)
    return {
        "nip": f"{born:%Y%m%d}{born.year + 25}03{'1' if sex == 'L' else '2'}{number + 1:03d}",
        "nik": f"3174{chance.randrange(10, 99)}{day:02d}{born:%m%y}{number + 1:04d}",
        "nama": NAMES[min(number, 6)] if number > 4 else f"{NAMES[number]} {'ABCDE'[number]}",
        "tanggal lahir": f"{born:%d-%m-%Y}",
        "jenis kelamin": sex,
        "jabatan": chance.choice(("Arsiparis", "Analis Kebijakan")),
        "jenjang": chance.choice(("Ahli Pertama", "Ahli Muda")),
        "gol": chance.choice(("III/a", "III/c")),
        "unit kerja": chance.choice(("Biro Umum", "Biro Hukum")),
    }


def written(number: int, faults: frozenset[str], header: tuple[str, ...]) -> Row:
    """Return a person's row with some fields emptied, spoilt, or the row too long."""
    one = person(number)
    if "nip salah" in faults:
        one["nip"] = one["nip"][:-1] + str((int(one["nip"][-1]) + 1) % 10)
    if "nip orang" in faults:
        one["nip"] = person((number + 1) % 8)["nip"]
    if "beda" in faults:
        one |= {"jenjang": "Ahli Madya", "unit kerja": "Biro Lain"}
    one |= dict.fromkeys(faults & one.keys(), "")
    row = [one[name] for name in header]
    return [*row, "lebih", "lagi"] if "ditolak" in faults else row


FAULTS = ("nip", "nik", "nama", "tanggal lahir", "jenjang", "nip salah", "nip orang", "beda", "ditolak")
ROWS = st.lists(st.tuples(st.integers(0, 7), st.frozensets(st.sampled_from(FAULTS), max_size=3)), max_size=9)
HEADERS = st.sampled_from(
    (
        COLUMNS,
        COLUMNS[::-1],
        ("nama",),
        ("nama", "tanggal lahir"),
        ("nip", "jabatan", "nama"),
        ("nama", "tanggal lahir", "gol", "unit kerja"),
        ("nik", "nama", "jenis kelamin"),
    )
)
REGISTERS = st.builds(
    lambda header, rows: (header, [written(number, faults, header) for number, faults in rows]), HEADERS, ROWS
)
Register = tuple[tuple[str, ...], list[Row]]


def data_rows(register: Register) -> int:
    """Count as an officer would: every line below the heading that is not blank."""
    return sum(any(cell for cell in row) for row in register[1])


def assert_figures(desk: Desk, run: Run, content: BeritaAcaraContent) -> None:
    """Count Table 1, Table 2 and the annexes from the run's own lines, and compare."""
    first = "a" if run.party_a == "dpr" else "b"
    sides = {first: content.counts_first, "b" if first == "a" else "a": content.counts_second}
    counted = {side: Counter[str]() for side in "ab"}
    rows: dict[str, list[object]] = {"a": [], "b": []}
    for line in desk.lines(run, "pairs"):
        for side in "ab" if line["side"] == "both" else str(line["side"]):
            counted[side][str(line["class"])] += 1
            rows[side].append(line[f"row_{side}"])
    for side, counts in sides.items():
        assert len(rows[side]) == len(set(rows[side])) == counts.total()
        stated = {name: getattr(counts, name) for name in ("identical", "differing", "duplicate", "invalid")}
        stated |= {"review": counts.review, f"only_{side}": counts.only_here}
        assert {name: count for name, count in stated.items() if count} == dict(counted[side])
    findings = desk.lines(run, "findings")
    assert {one.code: one.count for one in content.elements} == Counter(one["element"] for one in findings)
    assert len({one["row_a"] for one in findings}) == content.counts_first.differing
    annexes = {one.numeral: one.rows for one in content.annexes}
    both = (content.counts_first, content.counts_second)
    wanted = {
        "I": content.counts_first.differing,
        "II": content.counts_first.only_here,
        "III": content.counts_second.only_here,
        "IV": sum(one.duplicate + one.invalid + one.review for one in both),
    }
    assert annexes == {numeral: count for numeral, count in wanted.items() if count}


def judge(desk: Desk, one: Register, two: Register) -> BeritaAcaraContent:
    """Take both registers from file to document, in both orders, and check everything that is stated."""
    first, second = desk.received(*one, "PERISAI"), desk.received(*two, "SIASN")
    run = desk.matched(first.snapshot.id, second.snapshot.id)
    content = desk.composed(run)
    assert not imbalances(content)
    for register, received, source in zip((one, two), (first, second), content.sources, strict=True):
        assert source.rows + source.rows_refused == received.report.rows_read == data_rows(register)
    assert_figures(desk, run, content)
    mirrored = desk.matched(second.snapshot.id, first.snapshot.id)
    assert_mirrored(desk, run, mirrored)
    other = desk.composed(mirrored)
    for part in ("counts_first", "counts_second", "elements", "annexes", "not_compared", "open_points"):
        assert getattr(content, part) == getattr(other, part)
    desk.assert_reproduced(other, swapped=True)
    desk.assert_reproduced(content)
    again = desk.matched(first.snapshot.id, second.snapshot.id)
    assert again.result_digest == run.result_digest
    return content


def assert_mirrored(desk: Desk, run: Run, mirrored: Run) -> None:
    classes = {"only_a": "only_b", "only_b": "only_a"}
    swap = {"a": "b", "b": "a", "both": "both"}

    def plain(one: dict[str, object], side: object) -> tuple[object, ...]:
        return (one["row_a"], one["row_b"], one["class"], side, one["score"], one["rule"])

    straight = sorted(map(str, (plain(one, one["side"]) for one in desk.lines(run, "pairs"))))
    turned = [
        one
        | {
            "row_a": one["row_b"],
            "row_b": one["row_a"],
            "class": classes.get(str(one["class"]), one["class"]),
        }
        for one in desk.lines(mirrored, "pairs")
    ]
    assert straight == sorted(map(str, (plain(one, swap[str(one["side"])]) for one in turned)))
    values = [
        sorted(
            (one[row], one[other], one["element"], one[left], one[right])
            for one in desk.lines(each, "findings")
        )
        for each, row, other, left, right in (
            (run, "row_a", "row_b", "value_a", "value_b"),
            (mirrored, "row_b", "row_a", "value_b", "value_a"),
        )
    ]
    assert values[0] == values[1]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=REGISTERS, two=REGISTERS)
def test_any_two_registers_balance_in_both_orders(desk: Desk, one: Register, two: Register) -> None:
    judge(desk, one, two)


def everyone(faults: frozenset[str] = frozenset(), header: tuple[str, ...] = COLUMNS) -> Register:
    return header, [written(number, faults, header) for number in range(8)]


SAME = everyone()
CASES: dict[str, tuple[Register, Register]] = {
    "both empty": ((COLUMNS, []), (COLUMNS, [])),
    "first empty": ((COLUMNS, []), SAME),
    "second empty": (SAME, (COLUMNS, [])),
    "same twice": (SAME, SAME),
    "one row": ((COLUMNS, SAME[1][:1]), (COLUMNS, SAME[1][:1])),
    "all duplicates": ((COLUMNS, SAME[1][:1] * 9), SAME),
    "all invalid": (everyone(frozenset({"nip", "nik", "nama", "tanggal lahir"})), SAME),
    "names only": (everyone(header=("nama",)), SAME),
    "no NIK": (everyone(header=("nip", "nama", "tanggal lahir")), SAME),
    "no birth date": (everyone(header=("nip", "nik", "nama", "gol")), SAME),
    "nothing in common but the name": (everyone(header=("nama", "gol")), everyone(header=("nama", "nik"))),
    "all refused": (everyone(frozenset({"ditolak"})), SAME),
    "some refused": ((COLUMNS, [*SAME[1], *everyone(frozenset({"ditolak"}))[1]]), SAME),
}


@pytest.mark.parametrize("case", CASES)
def test_odd_registers_balance_in_both_orders(desk: Desk, case: str) -> None:
    judge(desk, *CASES[case])


def strangers() -> Register:
    """Return everyone's NIP under other names and birth dates: nobody can tell without a look at papers."""
    rows = [
        [row[0], "", f"Orang Lain {'ABCDEFGH'[place]}", f"0{place + 1}-06-1999", *row[4:]]
        for place, row in enumerate(SAME[1])
    ]
    return COLUMNS, rows


def test_all_in_doubt_balances_and_says_so(desk: Desk) -> None:
    content = judge(desk, SAME, strangers())
    assert content.counts_first.review == content.counts_first.total() == 8
    assert content.open_points


def test_decisions_remembered_from_another_snapshot_are_stated_and_reproduce(desk: Desk) -> None:
    first, second = desk.received(*SAME, "PERISAI"), desk.received(*strangers(), "SIASN")
    run = desk.matched(first.snapshot.id, second.snapshot.id)
    for verdict in (Verdict.SAME, Verdict.DIFFERENT):
        desk.decided(run, verdict)
        run = desk.run_of(desk.composed(run))
    later = (COLUMNS, SAME[1][::-1])
    newer = desk.received(*later, "PERISAI")
    again = desk.matched(newer.snapshot.id, second.snapshot.id)
    content = desk.composed(again)
    assert content.counts_first.review == 6
    assert sorted(one.verdict for one in content.decisions) == ["different", "same"]
    assert_figures(desk, again, content)
    desk.assert_reproduced(content)
