"""Digests, fingerprints, names, rules, explanations, and the comparison of runs."""

import hashlib
import struct
from collections.abc import Callable

import polars as pl
import pytest

from padan.common.errors import UserFault
from padan.domain.names import canonical_name, fold_spelling, name_parts, split_name, titles_of
from padan.matching import register as registers
from padan.matching.digests import table_digest
from padan.matching.engine import MatchResult, run_matching
from padan.matching.explain import explain_pair
from padan.matching.fingerprints import row_fingerprint, row_fingerprints
from padan.matching.model import model_from_json
from padan.matching.name_tokens import read_names
from padan.matching.native.crew import Crew
from padan.matching.rules import RuleSet
from padan.matching.runs_compared import RunRows, compare_runs
from padan.matching.verdicts import resolve_decisions

Row = dict[str, str | None]
Match = Callable[..., MatchResult]
Register = Callable[[list[Row]], pl.DataFrame]
SITI: Row = {"nip_baru": "198503122010012005", "nama": "SITI AMINAH", "tanggal_lahir": "1985-03-12"}
BUDI: Row = {"nip_baru": "197102022006041002", "nama": "BUDI SANTOSO", "tanggal_lahir": "1971-02-02"}


def test_table_digest_follows_its_definition(register: Register) -> None:
    table = register([{"nama": "É", "nik": None}, {"nama": "BB", "nik": "1"}])
    row = hashlib.sha256(struct.pack("<II", 0, 1)).hexdigest()
    nama = hashlib.sha256(struct.pack("<II", 2, 2) + "ÉBB".encode()).hexdigest()
    nik = hashlib.sha256(struct.pack("<II", 0xFFFFFFFF, 1) + b"1").hexdigest()
    whole = f"padan-table/1:2\n_row:{row}\nnama:{nama}\nnik:{nik}\n"
    assert table_digest(table) == hashlib.sha256(whole.encode()).hexdigest()


def test_table_digest_ignores_column_and_row_order_and_sheet_rows(register: Register) -> None:
    table = register([SITI, BUDI])
    turned = table.reverse().select(reversed(table.columns)).with_columns(pl.lit(5).alias("_sheet_row"))
    assert table_digest(turned) == table_digest(table)


def test_table_digest_tells_empty_from_absent(register: Register) -> None:
    table = register([SITI])
    assert table_digest(table.with_columns(pl.lit(None, dtype=pl.String).alias("nik"))) != table_digest(table)


def test_row_fingerprint_is_that_of_the_exchange_format(register: Register) -> None:
    expected = hashlib.sha256("A\u001f\u001fÉ".encode()).hexdigest()[:12]
    assert row_fingerprint([" A ", None, "E\u0301"]) == expected
    table = register([{"a": " A ", "b": None, "c": "E\u0301"}])
    assert row_fingerprints(table).to_list() == [expected]


NAMES = [
    "Dr. H. Moch. Ali Syafi'i, S.H., M.Si.",
    "BUDI SANTOSO SH",
    "M.ALI HASAN",
    "Drs.",
    "SANTOSO, BUDI",
    "A. R. HAKIM, SE, MM",
    "Djoko Soesilo, S. Pd., M. Pd",
    ", S.H.",
    "",
    "Ir.",
    "JOSÉ RIZAL",
    "Nur-Aini",
    "M. M. Ali",
    "H.M. Yusuf S.Pd.I",
]


@pytest.mark.parametrize("name", NAMES)
def test_columnar_names_are_read_like_single_names(rules: RuleSet, name: str) -> None:
    column, _, book = read_names(pl.Series([name, "X"]), pl.Series(["X"]), rules.names, Crew(workers=1))
    tokens = column.token[column.start[0] : column.start[1]]
    parts = [book.text[book.at[k] : book.at[k + 1]].tobytes().decode() for k in tokens.tolist()]
    expected = [part for raw in split_name(name, rules.names)[1] for part in name_parts(raw)]
    assert parts == expected
    assert book.spelled(tokens) == canonical_name(name, rules.names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SOEPRAPTO", "SUPRAPTO"),
        ("DJOKO", "JOKO"),
        ("TJAHJO", "CAHYO"),
        ("ACHMAD", "AHMAD"),
        ("AKHMAD", "AHMAD"),
        ("JUSUF", "YUSUF"),
        ("FATIMAH", "FATIMA"),
        ("NOVI", "NOFI"),
        ("RIZKY", "RISKY"),
        ("MOCHAMMAD", "MUHAMMAD"),
        ("SULISTIO", "SULISTYO"),
        ("ANNISA", "ANISA"),
    ],
)
def test_old_and_new_spelling_sound_alike(rules: RuleSet, one: str, other: str) -> None:
    assert fold_spelling(one, rules.names) == fold_spelling(other, rules.names)


def test_titles_are_bare_and_sorted(rules: RuleSet) -> None:
    assert titles_of("S. Pd., Dr. H. M.Si", rules.names) == ("DR", "H", "MSI", "SPD")


def test_rules_of_another_format_are_refused() -> None:
    with pytest.raises(UserFault) as caught:
        RuleSet.from_bytes(b'{"format": "x"}')
    assert caught.value.code == 20500


def test_rules_digest_ignores_layout(rules: RuleSet) -> None:
    assert len(rules.digest) == 64


def test_explanation_adds_up_to_the_score(match: Match, rules: RuleSet) -> None:
    result = match([SITI, BUDI], [SITI | {"nama": "SITI AMINA"}, BUDI])
    line = result.pairs.row(0, named=True)
    told = explain_pair(
        SITI, SITI | {"nama": "SITI AMINA"}, result.model, rules, score=line["score"], rule=line["rule"]
    )
    assert told.total == pytest.approx(line["score"])
    assert told.prior + sum(element.weight for element in told.elements) == pytest.approx(told.total)
    assert {element.element: element.state for element in told.elements}["nip"] == "same"


def test_explanation_names_the_conflict(match: Match, rules: RuleSet) -> None:
    result = match([SITI], [BUDI])
    other = BUDI | {"nip_baru": SITI["nip_baru"]}
    assert "conflict_nip" in explain_pair(SITI, other, result.model, rules).conflicts


def test_unreadable_model_is_refused() -> None:
    with pytest.raises(UserFault) as caught:
        model_from_json("{}")
    assert caught.value.code == 20521


def test_compared_runs_tell_who_became_matched_and_who_fell_out(rules: RuleSet, register: Register) -> None:
    a = register([SITI, BUDI])
    before, now = register([SITI]), register([BUDI])
    told = compare_runs(
        RunRows(run_matching(a, before, rules).pairs, a, before),
        RunRows(run_matching(a, now, rules).pairs, a, now),
    )
    assert told.counts["a"]["became_matched"] == 1
    assert told.counts["a"]["fell_out"] == 1
    assert (told.counts["b"]["appeared"], told.counts["b"]["vanished"]) == (1, 1)


def test_remembered_decisions_are_found_again_by_fingerprint(register: Register) -> None:
    a, b = register([BUDI, SITI]), register([SITI])
    prints_a, prints_b = row_fingerprints(a), row_fingerprints(b)
    remembered = pl.DataFrame(
        {
            "fingerprint_a": [prints_a[1], prints_a[1], "000000000000"],
            "fingerprint_b": [prints_b[0]] * 3,
            "verdict": ["same", "different", "same"],
        }
    )
    assert resolve_decisions(registers.Register.of(a), registers.Register.of(b), remembered).rows() == [
        (1, 0, "different")
    ]


def test_decision_on_a_row_with_a_copy_links_the_first_and_leaves_the_copy_a_duplicate(
    register: Register, match: Match
) -> None:
    one = {"nip_baru": "198001012005011001", "nama": "BUDI SANTOSO", "tanggal_lahir": "1980-01-01"}
    other = one | {"nama": "JOKO SUSILO WIBOWO", "tanggal_lahir": "1990-02-02"}
    a, b = register([one, one, SITI]), register([other, SITI])
    remembered = pl.DataFrame(
        {
            "fingerprint_a": row_fingerprints(a)[:1],
            "fingerprint_b": row_fingerprints(b)[:1],
            "verdict": ["same"],
        }
    )
    decided = resolve_decisions(registers.Register.of(a), registers.Register.of(b), remembered)
    assert decided.rows() == [(0, 0, "same")]
    classes = match([one, one, SITI], [other, SITI], decisions=decided).summary["classes"]
    assert (classes["a"]["review"], classes["a"]["duplicate"], classes["b"]["review"]) == (0, 1, 0)
