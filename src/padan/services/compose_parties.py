"""Who signs a berita acara and on which legal basis: parties, officials, agreement; no use case itself."""

from collections.abc import Sequence
from dataclasses import replace

from padan.domain.agreement import Agreement
from padan.domain.agreement import Party as AgreementParty
from padan.domain.berita_acara_parts import AddendumLine, AgreementBasis, Party, Person
from padan.domain.officer import Officer, Role
from padan.services.session import Session


def stated_party(
    session: Session,
    party: AgreementParty,
    typed: Person | None,
    number: str | None,
    officers: Sequence[Officer],
) -> Party:
    """Return a party with its official: as typed, else the own signing official, else who signed."""
    if typed is not None and not typed.agency:
        typed = replace(typed, agency=party.present_name)
    official = typed or _own_official(session, party, officers) or _signatory(party)
    return Party(party.code, party.present_name, party.short_name, official, number or None)


def _own_official(session: Session, party: AgreementParty, officers: Sequence[Officer]) -> Person | None:
    if party.code != session.store.party:
        return None
    signing = [one for one in officers if one.active and Role.PENANDA_TANGAN in one.roles]
    if len(signing) != 1:
        return None
    one = signing[0]
    return Person(one.name, one.nip, one.pangkat, one.jabatan, party.present_name)


def _signatory(party: AgreementParty) -> Person:
    return Person(party.signatory.name, jabatan=party.signatory.title, agency=party.present_name)


def agreement_basis(agreement: Agreement) -> AgreementBasis:
    """Return the legal basis: title, both numbers, date, clause and every addendum on record."""
    one, two = agreement.parties
    return AgreementBasis(
        agreement_id=agreement.id,
        title=agreement.title,
        number_first=one.number,
        number_second=two.number,
        signed=agreement.signed,
        clause=agreement.clause_berita_acara,
        addenda=tuple(AddendumLine(each.number, each.signed, each.note) for each in agreement.addenda),
        between=(one.name, two.name),
    )
