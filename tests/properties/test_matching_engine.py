"""Properties of a matching run on arbitrary dirty registers."""

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from padan.common.errors import UserFault
from padan.common.places import resources
from padan.matching.engine import MatchResult, run_matching
from padan.matching.rules import RuleSet

RULES = RuleSet.from_bytes((resources() / "references" / "rules" / "padan-2026.1.json").read_bytes())
MATCHED = ["identical", "differing"]
FIELDS = (
    "nip_baru",
    "nip_lama",
    "nik",
    "nama",
    "tanggal_lahir",
    "jenis_kelamin",
    "jabatan_nama",
    "tmt_jabatan",
)

NIPS = [
    "198001012005011001",
    "198001012005011002",
    "199003152022211001",
    "199003152023212001",
    "'198001012005011001",
    "1980 0101 2005 01 1001",
    "198001012005011000",
    "1.98001E+17",
    "130000001",
    "19800101200501100",
]
NIKS = [
    "3171010101800001",
    "3171010101800002",
    "3171015503900001",
    "3171010101800000",
    "31710101",
    "0000000000000000",
]
NAMES = [
    "BUDI SANTOSO",
    "Drs. Budi Santoso, M.Si.",
    "B. SANTOSO",
    "BOEDI SANTOSO",
    "SANTOSO BUDI",
    "SITI AMINAH",
    "Hj. Siti Aminah",
    "SITI AMINA",
    "MUHAMMAD ALI",
    "M. ALI",
    "ALI",
    ",",
    "123",
]
DATES = ["1980-01-01", "1990-03-15", "1990-15-03", "1980-01-02", "31 Februari"]
ROW = st.fixed_dictionaries(
    {
        "nip_baru": st.none() | st.sampled_from(NIPS),
        "nip_lama": st.none() | st.sampled_from(["130000001", "P20006592"]),
        "nik": st.none() | st.sampled_from(NIKS),
        "nama": st.none() | st.sampled_from(NAMES) | st.text(max_size=12),
        "tanggal_lahir": st.none() | st.sampled_from(DATES),
        "jenis_kelamin": st.none() | st.sampled_from(["M", "F", "L", "P", "pria", "?"]),
        "jabatan_nama": st.none() | st.sampled_from(["Analis APBN Ahli Muda", "PSM Utama", "Analis APBN"]),
        "tmt_jabatan": st.none() | st.sampled_from(["2020-01-01", "2022-04-01"]),
    }
)


@st.composite
def registers(draw: st.DrawFn) -> pl.DataFrame:
    rows = draw(st.lists(ROW, max_size=9))
    gaps = draw(st.lists(st.integers(1, 3), min_size=len(rows), max_size=len(rows)))
    numbers, at = [], -1
    for gap in gaps:
        at += gap
        numbers.append(at)
    fields = [name for name in FIELDS if name == "nama" or draw(st.booleans())]
    columns: dict[str, pl.Series] = {"_row": pl.Series(numbers, dtype=pl.UInt32)}
    columns |= {name: pl.Series([row[name] for row in rows], dtype=pl.String) for name in fields}
    return pl.DataFrame(columns)


quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def linked(result: MatchResult) -> set[tuple[int, int]]:
    pairs = result.pairs.filter(pl.col("class").is_in(MATCHED))
    return set(zip(pairs["row_a"].to_list(), pairs["row_b"].to_list(), strict=True))


@quick
@given(registers(), registers())
def test_every_row_is_in_exactly_one_line(a: pl.DataFrame, b: pl.DataFrame) -> None:
    result = run_matching(a, b, RULES)
    for side, table in (("a", a), ("b", b)):
        lines = result.pairs.filter(pl.col("side").is_in(["both", side]))
        assert sorted(lines[f"row_{side}"].to_list()) == table["_row"].to_list()
        counts = result.summary["classes"][side]  # type: ignore[index]
        assert sum(counts.values()) == table.height


@quick
@given(registers(), registers())
def test_swapped_sides_give_the_mirrored_result(a: pl.DataFrame, b: pl.DataFrame) -> None:
    there, back = run_matching(a, b, RULES), run_matching(b, a, RULES)
    swap = {"a": "b", "b": "a", "both": "both"}
    classes = {"only_a": "only_b", "only_b": "only_a"}
    mirrored = {
        (row_b, row_a, classes.get(kind, kind), swap[side], score, rule)
        for row_a, row_b, kind, side, score, rule in back.pairs.iter_rows()
    }
    assert mirrored == set(there.pairs.iter_rows())
    assert there.digests["a"] == back.digests["b"]
    assert there.summary["not_compared"].keys() == back.summary["not_compared"].keys()  # type: ignore[attr-defined]
    values = there.findings.select("row_a", "row_b", "element", "value_a", "value_b")
    turned = back.findings.select("row_b", "row_a", "element", "value_b", "value_a")
    assert set(values.iter_rows()) == set(turned.iter_rows())


@quick
@given(registers())
def test_a_register_with_itself_is_its_own_mirror(a: pl.DataFrame) -> None:
    pairs = run_matching(a, a, RULES).pairs
    swap = {"a": "b", "b": "a", "both": "both", "only_a": "only_b", "only_b": "only_a"}
    mirrored = {
        (row_b, row_a, swap.get(kind, kind), swap[side], score, rule)
        for row_a, row_b, kind, side, score, rule in pairs.iter_rows()
    }
    assert mirrored == set(pairs.iter_rows())


@quick
@given(registers(), registers())
def test_same_inputs_give_the_same_digest(a: pl.DataFrame, b: pl.DataFrame) -> None:
    first, second = run_matching(a, b, RULES), run_matching(a.clone(), b.clone(), RULES)
    assert first.digests == second.digests
    assert first.model == second.model


@quick
@given(registers(), registers(), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_decide_who_is_linked(
    a: pl.DataFrame, b: pl.DataFrame, random: object
) -> None:
    order = list(range(a.height))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = a[order].with_columns(a["_row"])
    before, after = linked(run_matching(a, b, RULES)), linked(run_matching(shuffled, b, RULES))
    fields = [name for name in FIELDS if name in a.columns]
    content = {row["_row"]: tuple(row[name] for name in fields) for row in a.iter_rows(named=True)}
    moved = {row["_row"]: tuple(row[name] for name in fields) for row in shuffled.iter_rows(named=True)}
    assert sorted(row_b for _, row_b in before) == sorted(row_b for _, row_b in after)
    person = {row_b: content[row_a] for row_a, row_b in before}
    for row_a, row_b in after:
        same_keys = set(zip(fields[:5], person[row_b][:5], strict=False)) & set(
            zip(fields[:5], moved[row_a][:5], strict=False)
        )
        assert person[row_b] == moved[row_a] or same_keys


@quick
@given(registers(), registers(), st.data())
def test_decisions_are_respected(a: pl.DataFrame, b: pl.DataFrame, data: st.DataObject) -> None:
    if not a.height or not b.height:
        return
    count = data.draw(st.integers(1, min(3, a.height, b.height)))
    rows_a = data.draw(st.permutations(a["_row"].to_list()))[:count]
    rows_b = data.draw(st.permutations(b["_row"].to_list()))[:count]
    verdicts = [data.draw(st.sampled_from(["same", "different"])) for _ in range(count)]
    decisions = pl.DataFrame({"row_a": rows_a, "row_b": rows_b, "verdict": verdicts})
    result = run_matching(a, b, RULES, decisions=decisions)
    links = linked(result)
    for row_a, row_b, verdict in decisions.iter_rows():
        assert ((row_a, row_b) in links) == (verdict == "same")
    named = result.pairs.filter(pl.col("class") != "review").select("row_a", "row_b").iter_rows()
    refused = {(x, y) for x, y, verdict in decisions.iter_rows() if verdict == "different"}
    assert not refused & set(named)


def test_a_row_decided_the_same_as_two_rows_is_refused() -> None:
    table = pl.DataFrame({"nama": ["A", "B"]}).with_row_index("_row")
    decisions = pl.DataFrame({"row_a": [0, 0], "row_b": [0, 1], "verdict": ["same", "same"]})
    with pytest.raises(UserFault) as caught:
        run_matching(table, table, RULES, decisions=decisions)
    assert caught.value.code == 20510
