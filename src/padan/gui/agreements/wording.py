"""Agreements as lines and sentences: the list, the facts, the scope; clauses are in clause_words; pure."""

from collections.abc import Sequence
from datetime import date

from padan.domain.agreement import Addendum, Agreement
from padan.domain.fields import FIELDS, order_of
from padan.domain.scope import Scope
from padan.gui.run_words import agreement_name
from padan.gui.state_words import state_words
from padan.gui.texts import day, number, t, word
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


def fact_lines(view: AgreementView) -> list[Line]:
    """Return title, parties, term, contacts, addenda and overrides, a fact to a line."""
    one = view.agreement
    facts = [
        ("title", one.title),
        ("signed", t("agreements.fact.signed_value", day=day(one.signed), place=one.place)),
        ("first_end", day(one.first_end)),
        ("ends", state_words(view.state, view.days_left, one.ends)),
        ("report", one.report_title),
        ("text", t("agreements.fact.text_value", version=number(one.version))),
    ]
    lines = [(t(f"agreements.fact.{name}"), value) for name, value in facts]
    lines += [pair for party in one.parties for pair in _party(party.role.value, one, party.code)]
    lines += [(t("agreements.fact.addendum", number=each.number), _addendum(each)) for each in one.addenda]
    lines += [(t("agreements.fact.override"), text) for text in override_lines(view)]
    return [Line(str(place), pair) for place, pair in enumerate(lines)]


def _party(role: str, agreement: Agreement, code: str) -> list[tuple[str, str]]:
    party = agreement.party(code)
    assert party is not None
    who, contact = word("party_role", role), party.contact
    name = party.name
    if party.successor:
        name = t("agreements.fact.succeeded", name=party.name, successor=party.successor)
    reach = f"{contact.title}, {contact.address}, {contact.phone}, {contact.email}"
    signed = f"{party.signatory.name}, {party.signatory.title}"
    register = f"{party.register} ({party.register_title})"
    values = (("name", name), ("number", party.number), ("register", register))
    more = (("signatory", signed), ("contact", reach))
    return [(f"{who}: {t(f'agreements.fact.{key}')}", text) for key, text in (*values, *more)]


def _addendum(one: Addendum) -> str:
    told = t("agreements.fact.addendum_value", signed=day(one.signed), ends=day(one.new_end))
    return f"{told} {one.note}".strip()


def override_lines(view: AgreementView) -> list[str]:
    """Return each override in a sentence."""
    lines = []
    for given in view.overrides:
        purposes = ", ".join(word("purpose", purpose) for purpose in given.purposes)
        until = day(date.fromisoformat(given.until))
        lines.append(t("agreements.detail.override", purposes=purposes, until=until, reason=given.reason))
    return lines


def both_ways(agreement: Agreement, scopes: Sequence[Scope]) -> list[Scope]:
    """Return the newest scope of each direction, PIHAK KESATU's sending first."""
    newest: dict[str, Scope] = {}
    for one in sorted(scopes, key=lambda one: one.version):
        newest[one.sender] = one
    return [newest[party.code] for party in agreement.parties if party.code in newest]


def direction(scope: Scope) -> str:
    """Return BKN → Setjen DPR RI."""
    return f"{word('party_short', scope.sender)} → {word('party_short', scope.receiver)}"


def scope_lines(scopes: Sequence[Scope]) -> list[Line]:
    """Return every field that may travel at all, with a tick under each direction it may travel in."""
    wanted = sorted({name for one in scopes for name in one.fields}, key=lambda name: (order_of(name), name))
    lines = []
    for name in wanted:
        label = FIELDS[name].label if name in FIELDS else name
        lines.append((label, name, *(_may(name in one.fields) for one in scopes)))
    for kind, names in (
        ("history", {name for one in scopes for name in one.histories}),
        ("code_set", {name for one in scopes for name in one.code_sets}),
    ):
        for name in sorted(names):
            ticks = (_may(name in (*one.histories, *one.code_sets)) for one in scopes)
            lines.append((word(kind, name), name, *ticks))
    return [Line(cells[1], cells) for cells in lines]


def _may(travels: bool) -> str:
    return t("agreements.scope_yes") if travels else t("agreements.scope_no")


def scope_note(scopes: Sequence[Scope]) -> str:
    """Return counts, versions and basis of the scope in words."""
    if not scopes:
        return t("agreements.scope_none")
    counts = "; ".join(
        t(
            "agreements.scope_count",
            direction=direction(one),
            count=number(len(one.fields)),
            version=one.version,
        )
        for one in scopes
    )
    basis = " · ".join(sorted({one.basis for one in scopes}))
    return t("agreements.scope_note", counts=counts, basis=basis)
