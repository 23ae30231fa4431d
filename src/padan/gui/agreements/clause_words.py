"""An agreement clause by clause: what it asks, of whom, where it stands today, in words and days; pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from padan.domain.clause import clause_words
from padan.domain.duties import Clause, ClauseAbout, Duty, Rhythm
from padan.domain.duty_calendar import Deed, DutyStanding, Standing
from padan.domain.scope import Scope
from padan.gui.agreements.wording import both_ways, direction
from padan.gui.state_words import state_words
from padan.gui.texts import day, known, number, t, word
from padan.gui.widgets.table import Line
from padan.services.keep_agreement import AgreementView

_SIGNS = {
    Standing.OVERDUE: "✕",
    Standing.SOON: "!",
    Standing.OPEN: "○",
    Standing.DONE: "✓",
    Standing.AS_NEEDED: "○",
    Standing.QUIET: "–",
    Standing.HOLDS: "●",
}


@dataclass(frozen=True)
class ClauseShown:
    """One clause: its line in the table, and its words when it is in sight."""

    line: Line
    asks: str
    stands: str
    history: tuple[str, ...] = ()
    duty: str = ""


def clauses(view: AgreementView, scopes: Sequence[Scope]) -> Mapping[str, ClauseShown]:
    """Return every duty and clause of the agreement by key, in the order of the articles."""
    shown = [_duty(view, one) for one in view.duties]
    shown += [_clause(view, one, scopes) for one in view.agreement.clauses]
    return {one.line.key: one for one in sorted(shown, key=lambda one: str(one.line.order[0]))}


def duty_options(view: AgreementView, rhythm: Rhythm | None = None) -> list[tuple[str, str]]:
    """Return the duties that can be chosen in a form, only those of `rhythm` when it is given."""
    wanted = [one for one in view.agreement.duties if rhythm in (None, one.rhythm)]
    return [(one.kind.value, f"{one.articles[0]} · {one.title}") for one in wanted]


def standing_words(one: DutyStanding) -> str:
    """Return where a duty stands in words and days."""
    days, due = number(abs(one.days)), day(one.due) if one.due is not None else ""
    if one.standing is Standing.DONE:
        return _done_words(one)
    if one.standing is Standing.HOLDS:
        return t("agreements.standing.holds")
    if one.standing in (Standing.AS_NEEDED, Standing.QUIET):
        return t(f"agreements.standing.{one.standing.value}")
    key = "today" if one.standing is Standing.SOON and one.days == 0 else one.standing.value
    return t(f"agreements.standing.{key}", days=days, due=due)


def _done_words(one: DutyStanding) -> str:
    last = one.deeds[-1]
    if one.span is not None:
        inside = one.span.deeds[-1]
        return t("agreements.standing.done_span", span=_span(one), day=day(inside.day))
    return t("agreements.standing.done", day=day(last.day), count=number(len(one.deeds)))


def _span(one: DutyStanding) -> str:
    assert one.span is not None
    return t("agreements.span", first=day(one.span.first), last=day(one.span.last))


def _duty(view: AgreementView, one: DutyStanding) -> ClauseShown:
    duty = one.duty
    who = ", ".join(word("party_short", code) for code in duty.owed_by)
    told = f"{_SIGNS[one.standing]} {standing_words(one)}"
    due = day(one.due) if one.due is not None else ""
    cells = (", ".join(duty.articles), told, duty.title, who, due)
    place = one.due.isoformat() if one.due is not None else "9999"
    line = Line(f"duty:{duty.kind.value}", cells, {0: article_order(duty.articles[0]), 4: place})
    asked = f"{duty.title} ({', '.join(clause_words(each) for each in duty.articles)})"
    return ClauseShown(line, asked, _in_full(view, one), tuple(_deeds(one.deeds)), duty.kind.value)


def _in_full(view: AgreementView, one: DutyStanding) -> str:
    sentences = [standing_words(one) + ".", _rhythm(one.duty, view.agreement.notice_months)]
    if one.span is not None and one.standing is not Standing.DONE:
        sentences.append(t("agreements.standing.for_span", span=_span(one)))
    if one.missing:
        sentences.append(t("agreements.standing.missing", count=number(one.missing)))
    if one.event is not None:
        sentences.append(t("agreements.standing.event", day=day(one.event.day), what=one.event.what))
    if view.days_left < 0 and one.duty.survives:
        sentences.append(t("agreements.standing.survives"))
    return " ".join(sentences)


def _rhythm(duty: Duty, months: int) -> str:
    return t(
        f"agreements.rhythm.{duty.rhythm.value}",
        times=number(duty.times_a_year),
        days=number(duty.days),
        months=number(months),
    )


def _deeds(deeds: Sequence[Deed]) -> list[str]:
    return [_deed(one) for one in reversed(deeds)]


def _deed(one: Deed) -> str:
    key = f"agreements.deed.{one.source}"
    what = t(key, what=one.what) if known(key) else one.what
    return f"{day(one.day)}: {what}"


def _clause(view: AgreementView, one: Clause, scopes: Sequence[Scope]) -> ClauseShown:
    stands = _ANSWERS[one.about](view, scopes)
    who = t("agreements.both")
    line = Line(
        f"clause:{one.article}:{one.about.value}",
        (one.article, stands, one.asks, who, ""),
        {0: article_order(one.article), 4: "9999"},
    )
    return ClauseShown(line, f"{one.asks} ({clause_words(one.article)})", stands)


def article_order(article: str) -> str:
    """Return what sorts 3(2)4 before 10(2), and names such as Lampiran last."""
    parts = [int(one) for one in re.findall(r"\d+", article)]
    return "".join(f"{one:04d}" for one in parts) if parts else "9999" + article


def _term(view: AgreementView, _scopes: Sequence[Scope]) -> str:
    return state_words(view.state, view.days_left, view.agreement.ends)


def _survival(view: AgreementView, _scopes: Sequence[Scope]) -> str:
    late = [one for one in view.duties if one.standing is Standing.OVERDUE]
    if not late:
        return t("agreements.answer.none_late")
    return t(
        "agreements.answer.late", count=number(len(late)), names="; ".join(one.duty.title for one in late)
    )


def _addenda(view: AgreementView, _scopes: Sequence[Scope]) -> str:
    found = view.agreement.addenda
    if not found:
        return t("agreements.answer.no_addendum")
    last = found[-1]
    return t(
        "agreements.answer.addenda", count=number(len(found)), number=last.number, ends=day(last.new_end)
    )


def _contacts(view: AgreementView, _scopes: Sequence[Scope]) -> str:
    return "; ".join(
        f"{one.short_name}: {one.contact.phone}, {one.contact.email}" for one in view.agreement.parties
    )


def _scope(view: AgreementView, scopes: Sequence[Scope]) -> str:
    return "; ".join(
        t("agreements.answer.scope", direction=direction(one), count=number(len(one.fields)))
        for one in both_ways(view.agreement, scopes)
    )


def _disputes(_view: AgreementView, _scopes: Sequence[Scope]) -> str:
    return t("agreements.answer.disputes")


_ANSWERS = {
    ClauseAbout.TERM: _term,
    ClauseAbout.SURVIVAL: _survival,
    ClauseAbout.ADDENDA: _addenda,
    ClauseAbout.CONTACTS: _contacts,
    ClauseAbout.SCOPE: _scope,
    ClauseAbout.DISPUTES: _disputes,
}
