"""Two snapshots of a register compared: who came, who went, what changed."""

import polars as pl

from padan.matching.snapshots_compared import compare_snapshots

_NIPS = ("198001012005011001", "198101012005011002", "198201012005011003")


def _table(
    rows: list[tuple[str | None, str, str]], columns: tuple[str, ...] = ("nip_baru", "nama", "jenjang")
):
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    return frame.with_row_index("_row")


def test_added_gone_and_changed_are_told_apart() -> None:
    before = _table([(_NIPS[0], "A", "Muda"), (_NIPS[1], "B", "Muda")])
    now = _table([(_NIPS[0], "A", "Madya"), (_NIPS[2], "C", "Muda")])
    found = compare_snapshots(before, now)
    assert (found.added, found.gone, found.changed, found.unchanged) == (1, 1, 1, 0)
    assert found.by_field == {"jenjang": 1}
    told = [(one[0], one[2], one[3], one[4], one[5]) for one in found.page(0, 10)]
    assert told == [
        ("added", "C", None, None, None),
        ("gone", "B", None, None, None),
        ("changed", "A", "jenjang", "Muda", "Madya"),
    ]


def test_two_changes_of_one_person_are_one_person_changed() -> None:
    before, now = _table([(_NIPS[0], "A", "Muda")]), _table([(_NIPS[0], "AA", None)])
    found = compare_snapshots(before, now)
    assert (found.changed, found.height) == (1, 2)


def test_rows_without_their_own_number_are_counted_not_guessed() -> None:
    before = _table([(None, "A", "Muda"), (_NIPS[0], "B", "Muda"), (_NIPS[0], "C", "Muda")])
    found = compare_snapshots(before, _table([(_NIPS[1], "D", "Muda")]))
    assert found.unknown == (3, 0)
    assert (found.added, found.gone) == (1, 0)


def test_field_of_one_snapshot_only_is_named_not_compared() -> None:
    before = _table([(_NIPS[0], "A", "Muda")])
    now = _table([(_NIPS[0], "A", "III/c")], ("nip_baru", "nama", "gol_akhir_nama"))
    found = compare_snapshots(before, now)
    assert (found.changed, found.only_before, found.only_now) == (0, ("jenjang",), ("gol_akhir_nama",))
