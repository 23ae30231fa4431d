"""run export-model: two files without anybody's data, logged."""

import json
from pathlib import Path

from tests.unit.cli.conftest import PEOPLE, Ready


def test_export_model_writes_settings_and_preparation_without_data(ready: Ready, tmp_path: Path) -> None:
    target = tmp_path / "model.json"
    words = ("run", "export-model", ready.run, "--out", str(target))
    assert ready.done(*words, "--dry-run")["dry_run"] is True
    assert not target.exists()
    answer = ready.done(*words)
    assert answer["files"] == [str(target), str(target.with_suffix(".sql"))]
    settings = json.loads(target.read_text(encoding="utf-8"))
    assert [one["output_column_name"] for one in settings["comparisons"]] == [
        "nip",
        "nik",
        "nama",
        "lahir",
        "jk",
    ]
    written = target.read_text(encoding="utf-8") + target.with_suffix(".sql").read_text(encoding="utf-8")
    assert not any(person[0] in written for person in PEOPLE)
    assert ready.ask(*words).status == 3
    entries = ready.done("audit", "show", "--limit", "1000")["entries"]
    assert [one["action"] for one in entries].count("model.export") == 1
