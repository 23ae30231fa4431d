"""The JSON of the verbs keeps its shape: scripts read it. The golden shapes are in shapes.json."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.conftest import AGREEMENT, Ready

GOLDEN = json.loads((Path(__file__).parent / "shapes.json").read_text(encoding="utf-8"))


def shape(value: Any) -> Any:
    """Return names and kinds only; a list has the shape of its first entry."""
    if isinstance(value, dict):
        return {key: shape(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


def words_of(name: str, ready: Ready) -> tuple[str, ...]:
    return {
        "officer list": ("officer", "list"),
        "agreement list": ("agreement", "list"),
        "snapshot list": ("snapshot", "list"),
        "snapshot find": ("snapshot", "find", ready.a, "siti"),
        "run show": ("run", "show", ready.run),
        "run findings": ("run", "findings", ready.run),
        "run lines": ("run", "lines", ready.run, "--class", "only_a"),
        "run explain": ("run", "explain", ready.run, "--row-a", "0", "--row-b", "0"),
        "review next": ("review", "next", ready.run),
        "review list": ("review", "list", ready.run),
        "correction propose": ("correction", "propose", ready.run, "--dry-run"),
        "berita-acara compose": ("berita-acara", "compose", ready.run, "--dry-run"),
        "match": ("match", ready.a, ready.b, "--dry-run"),
        "audit verify": ("audit", "verify"),
        "audit show": ("audit", "show", "--limit", "1"),
        "error": ("run", "show", "x"),
        "agreement unknown": ("agreement", "show", f"{AGREEMENT}-x"),
    }[name]


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_shape_is_the_golden_one(name: str, template: Ready) -> None:
    assert shape(template.ask(*words_of(name, template)).json) == GOLDEN[name]
