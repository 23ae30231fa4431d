"""snapshot drop: refused under a run, tried without effect, done with a reason."""

from pathlib import Path

from tests.unit.cli.conftest import AGREEMENT, PEOPLE, Ready, lines_of

from padan.common.codes import work as codes


def test_drop_refuses_a_snapshot_under_a_run_and_takes_one_that_is_free(ready: Ready, tmp_path: Path) -> None:
    reply = ready.ask("snapshot", "drop", ready.a, "--reason", "keliru")
    assert (reply.status, reply.json["error"]["code"]) == (3, codes.SNAPSHOT_IN_USE)
    path = tmp_path / "data.csv"
    path.write_text(lines_of([*PEOPLE]), encoding="utf-8")
    made = ready.done("import", str(path), "--agreement", AGREEMENT, "--register", "PERISAI")["snapshot"][
        "id"
    ]
    words = ("snapshot", "drop", made, "--reason", "berkas keliru")
    assert ready.done(*words, "--dry-run")["dry_run"] is True
    assert made in [one["id"] for one in ready.done("snapshot", "list")["snapshots"]]
    assert ready.done(*words)["rows"] == len(PEOPLE)
    assert made not in [one["id"] for one in ready.done("snapshot", "list")["snapshots"]]
