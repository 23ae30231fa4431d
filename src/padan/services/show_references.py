"""The references the work rests on, readable: rule sets with their code mapping, quality weights, scopes;
where each is used, and what differs between two rule sets; changes nothing.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from padan.domain.plain import to_plain
from padan.domain.reference_rows import ReferenceRow, RowChange, reference_rows, row_changes
from padan.domain.scope import Scope
from padan.matching.rules import RuleSet
from padan.services import matching_core
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session

LARGEST_RULES = 16 << 20


@dataclass(frozen=True)
class RulesShown:
    """A rule set: `shipped` with the program, or kept because runs used it; `runs` of this workspace."""

    version: str
    digest: str
    source: str
    shipped: bool
    runs: int
    last_used: datetime | None
    rows: Sequence[ReferenceRow]


@dataclass(frozen=True)
class WeightsShown:
    """The quality weights as plain values; `rules` hold code, dimension, label, weight. `snapshots` were
    judged.
    """

    version: str
    digest: str
    source: str
    dimensions: Mapping[str, tuple[str, float]]
    rules: Sequence[tuple[str, str, str, float]]
    snapshots: int


@dataclass(frozen=True)
class ScopeShown:
    """A scope with the digest of its content."""

    scope: Scope
    digest: str


@dataclass(frozen=True)
class References:
    """All of it; the shipped rule set comes first."""

    rules: Sequence[RulesShown]
    weights: WeightsShown
    scopes: Sequence[ScopeShown]


def references(session: Session, tools: Tools) -> References:
    """Return every reference with where it is used; nothing of it is about a person: every role may look."""
    with session.store.reading() as records:
        scopes = [scope for one in records.agreements.all() for scope in tools.shipped.scopes(one.id)]
        return References(
            rules=_rules(records, tools.shipped.rules()),
            weights=_weights(records, tools.shipped.quality_weights()),
            scopes=[ScopeShown(one, _digest(to_plain(one))) for one in scopes],
        )


def read_rules(tools: Tools, path: Path) -> RulesShown:
    """Return a rule set from a file, to be compared; UserFault RULES_UNREADABLE when it is none."""
    content = tools.files.read(str(path), LARGEST_RULES)
    return _shown(content, RuleSet.from_bytes(content), shipped=False, used=[])


def compare_rules(before: RulesShown, after: RulesShown) -> list[RowChange]:
    """Return what differs between two rule sets, entry by entry."""
    return row_changes(before.rows, after.rows)


def _rules(records: Records, shipped: bytes) -> list[RulesShown]:
    used: dict[str, list[datetime]] = {}
    for run in records.runs.all():
        used.setdefault(run.rules_digest, []).append(run.created_at)
    first = RuleSet.from_bytes(shipped)
    kept = {
        digest: content for digest, content in matching_core.kept_rules(records) if digest != first.digest
    }
    others = [
        _shown(content, RuleSet.from_bytes(content), shipped=False, used=used.get(digest, []))
        for digest, content in kept.items()
    ]
    newest = sorted(others, key=lambda one: one.version, reverse=True)
    return [_shown(shipped, first, shipped=True, used=used.get(first.digest, [])), *newest]


def _shown(content: bytes, rules: RuleSet, *, shipped: bool, used: Sequence[datetime]) -> RulesShown:
    raw = json.loads(content)
    return RulesShown(
        version=rules.version,
        digest=rules.digest,
        source=str(raw.get("source", "")),
        shipped=shipped,
        runs=len(used),
        last_used=max(used, default=None),
        rows=reference_rows(raw),
    )


def _weights(records: Records, content: bytes) -> WeightsShown:
    raw = json.loads(content)
    judged = [one for one in records.snapshots.all() if one.quality]
    return WeightsShown(
        version=str(raw["version"]),
        digest=_digest(raw),
        source=str(raw["source"]),
        dimensions={
            code: (str(one["label"]), float(one["weight"])) for code, one in raw["dimensions"].items()
        },
        rules=[
            (str(one["code"]), str(one["dimension"]), str(one["label"]), float(one["weight"]))
            for one in raw["rules"]
        ],
        snapshots=len(judged),
    )


def _digest(value: object) -> str:
    """Return the SHA-256 of a value's canonical JSON, so that layout does not count."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
