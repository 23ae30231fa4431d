"""Which entries of the log are disclosures, and that an export's beginning and end are told as one."""

from datetime import UTC, datetime

import pytest

from padan.domain.audit import AuditEntry
from padan.services.watch_audit import disclosures, is_disclosure

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def entry(number: int, action: str, outcome: str = "ok", subject: str = "s", **details: object) -> AuditEntry:
    return AuditEntry(number, NOW, "o1", action, subject, outcome, dict(details), "", "")


@pytest.mark.parametrize("action", ["matching.export", "document.print", "document.save", "person.reveal"])
def test_what_leaves_the_store_or_is_uncovered_is_a_disclosure(action: str) -> None:
    assert is_disclosure(entry(1, action))
    assert not is_disclosure(entry(1, action, "refused"))


@pytest.mark.parametrize("action", ["document.freeze", "matching.run", "workspace.unlock"])
def test_work_inside_the_store_is_none(action: str) -> None:
    assert not is_disclosure(entry(1, action))


def test_export_is_told_once_with_recipient_and_digest() -> None:
    log = [
        entry(1, "matching.export", "begun", recipient="BKN", rows=5),
        entry(2, "review.decide"),
        entry(3, "matching.export", sha256="ab", rows=5),
    ]
    found = disclosures(log)
    assert [(one.sequence, one.outcome) for one in found] == [(3, "ok")]
    assert found[0].details == {"recipient": "BKN", "rows": 5, "sha256": "ab"}


def test_export_that_never_ended_is_told_as_begun() -> None:
    log = [
        entry(1, "matching.export", "begun", recipient="BKN"),
        entry(2, "document.print", copy=1),
        entry(3, "matching.export", "begun", "t", recipient="DPR"),
    ]
    assert [one.outcome for one in disclosures(log)] == ["begun", "ok", "begun"]
