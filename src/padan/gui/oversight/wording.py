"""Log entries, disclosures and incidents as lines and sentences; pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from padan.domain.audit import AuditEntry
from padan.domain.incident import Incident
from padan.gui.audit_words import details_words, digest_words
from padan.gui.texts import moment, number, t, word
from padan.gui.widgets.badge import signed
from padan.gui.widgets.table import Line
from padan.services.watch_audit import Verified

Names = Mapping[str, str]


def entry_line(one: AuditEntry, names: Names) -> Line:
    """Return the log's line of an entry."""
    cells = (
        number(one.sequence),
        moment(one.at),
        names.get(one.officer_id, one.officer_id),
        word("act", one.action),
        word("outcome", one.outcome),
        details_words(one.details),
        one.subject,
        one.hash[:12],
    )
    return Line(str(one.sequence), cells, {0: one.sequence, 1: one.sequence})


def entry_detail(one: AuditEntry, names: Names) -> str:
    """Return an entry in full, with every detail and its hash."""
    told = t(
        "oversight.entry",
        number=number(one.sequence),
        at=moment(one.at),
        officer=names.get(one.officer_id, one.officer_id),
        action=word("act", one.action),
        subject=one.subject,
        outcome=word("outcome", one.outcome),
    )
    details = details_words(one.details, whole=True)
    return "\n".join(
        part for part in (told, details, t("oversight.entry_hash", hash=digest_words(one.hash))) if part
    )


def verdict_words(found: Verified) -> tuple[str, str]:
    """Return the verdict in a sentence, and its tone."""
    verdict = found.verdict
    if verdict.intact:
        witnessed = t("oversight.witnessed", count=number(len(found.witnesses))) if found.witnesses else ""
        size, digest = number(verdict.checkpoint.size), verdict.checkpoint.hash[:16]
        return f"{t('oversight.intact', size=size, hash=digest)} {witnessed}".strip(), "good"
    why = word("breach", verdict.breach.value) if verdict.breach else ""
    return t("oversight.broken", at=number(verdict.broken_at or 0), why=why), "bad"


def disclosure_line(one: AuditEntry, names: Names) -> Line:
    """Return what left the store: when, by whom, how, to whom, why, what."""
    ground = one.details.get("ground")
    purpose = str(one.details.get("purpose") or one.details.get("reason") or "")
    basis = f" ({word('ground', str(ground))})" if ground else ""
    what = {
        key: value
        for key, value in one.details.items()
        if key in ("fields", "rows", "copy", "pages", "sha256")
    }
    action = word("act", one.action)
    if one.outcome == "begun":
        action = f"{action}: {t('oversight.unfinished')}"
    cells = (
        moment(one.at),
        names.get(one.officer_id, one.officer_id),
        action,
        str(one.details.get("recipient") or t("oversight.no_recipient")),
        f"{purpose}{basis}".strip() or t("oversight.no_purpose"),
        details_words(what) or one.subject,
    )
    return Line(str(one.sequence), cells, {0: one.sequence})


def incident_line(one: Incident, names: Names, now: datetime) -> Line:
    """Return an incident with its clock in hours."""
    cells = (
        moment(one.noticed),
        clock_words(one, now),
        word("incident", one.kind.value),
        one.what,
        one.affected,
        names.get(one.officer_id, one.officer_id),
    )
    return Line(one.id, cells, {0: one.noticed.isoformat()})


def clock_words(one: Incident, now: datetime) -> str:
    """Return how an incident stands: closed, hours left until others must be told, or hours too late."""
    if one.closed:
        return signed(t("oversight.incident_closed"), "good")
    if one.due is None:
        return signed(t("oversight.incident_open"), "quiet")
    hours = int((one.due - now).total_seconds() // 3600)
    key, tone = ("incident_late", "bad") if hours < 0 else ("incident_due", "warn")
    return signed(t(f"oversight.{key}", hours=number(abs(hours)), due=moment(one.due)), tone)


def follow_lines(one: Incident, names: Names) -> Sequence[str]:
    """Return what was done about an incident, oldest first."""
    return [
        t(
            "oversight.followed",
            at=moment(each.at),
            officer=names.get(each.officer_id, each.officer_id),
            text=each.text,
        )
        for each in one.follow_ups
    ]
