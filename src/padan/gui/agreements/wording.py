"""Agreements as lines and sentences; pure."""

from datetime import date

from padan.domain.duties import Duty
from padan.gui.run_words import agreement_name
from padan.gui.state_words import state_words
from padan.gui.texts import day, t, word
from padan.gui.widgets.table import Line
from padan.services.keep_agreement import AgreementView


def agreement_line(view: AgreementView) -> Line:
    """Return the list's line of an agreement."""
    one = view.agreement
    cells = (
        agreement_name(tuple(party.code for party in one.parties)),
        state_words(view.state, view.days_left, one.ends),
        day(one.ends),
        " · ".join(party.number for party in one.parties),
    )
    return Line(one.id, cells, {2: one.ends.isoformat()})


def detail_lines(view: AgreementView) -> list[str]:
    """Return parties, term, addenda, overrides, one to a line."""
    one = view.agreement
    lines = [t("agreements.detail.signed", day=day(one.signed), place=one.place, ends=day(one.first_end))]
    for party in one.parties:
        lines.append(
            t(
                "agreements.detail.party",
                role=word("party_role", party.role.value),
                name=party.present_name,
                register=party.register,
                number=party.number,
                signatory=party.signatory.name,
                title=party.signatory.title,
            )
        )
        contact = party.contact
        parts = (contact.title, contact.address, contact.phone, contact.email)
        lines.append("    " + t("agreements.detail.contact", contact=", ".join(parts)))
    for each in one.addenda:
        note = f" {each.note}" if each.note else ""
        lines.append(
            t(
                "agreements.detail.addendum",
                number=each.number,
                signed=day(each.signed),
                ends=day(each.new_end),
            )
            + note
        )
    for given in view.overrides:
        purposes = ", ".join(word("purpose", purpose) for purpose in given.purposes)
        until = day(date.fromisoformat(given.until))
        lines.append(t("agreements.detail.override", purposes=purposes, until=until, reason=given.reason))
    return lines


def duty_lines(view: AgreementView) -> list[Line]:
    """Return each duty: what, who, clause, how often."""
    return [_duty(str(place), one) for place, one in enumerate(view.agreement.duties)]


def _duty(key: str, one: Duty) -> Line:
    who = ", ".join(word("party_short", code) for code in one.owed_by)
    rhythm = t("agreements.duty.when_needed")
    if one.times_a_year:
        rhythm = t("agreements.duty.times", count=one.times_a_year)
    elif one.days:
        rhythm = t("agreements.duty.days", count=one.days)
    return Line(key, (one.title, who, ", ".join(one.articles), rhythm))
