"""Whether the next step on a document is taken by another person, not only under another login; no use case
itself.

Two logins are one person when their NIPs are the same, or, where one has no NIP, their names. Whoever ever
signed a document's content as preparer stays its preparer, also after another officer typed the numbers.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.document import DocumentRecord, SignedStep
from padan.domain.document_life import (
    Refusal,
    RefusalReason,
    Step,
    may_approve,
    may_freeze,
    may_verify,
    standing_steps,
)
from padan.domain.officer import Officer
from padan.services.ports.records import Records

_MAY = {Step.VERIFY: may_verify, Step.APPROVE: may_approve}
PersonOf = Callable[[str], str]


def may_take_step(records: Records, document: DocumentRecord, officer_id: str, step: Step) -> Refusal | None:
    """Return None when this officer may verify or approve the document as it stands."""
    person_of = _person_of(records.officers.all())
    steps, content = records.documents.steps(document.id), BeritaAcaraContent.from_dict(document.content)
    if content.content_hash() != document.content_hash:
        return Refusal(RefusalReason.CONTENT_CHANGED)
    one_person = bool(content.one_person_office)
    refusal = _MAY[step](
        _as_persons(steps, person_of), person_of(officer_id), document.content_hash, one_person=one_person
    )
    if refusal is not None or one_person:
        return refusal
    prepared = person_of(officer_id) in _preparers(document, steps, person_of)
    return Refusal(RefusalReason.SAME_PERSON) if prepared else None


def may_freeze_document(records: Records, document: DocumentRecord) -> Refusal | None:
    """Return None when all three steps stand, each by another person, none of the later by a preparer."""
    person_of = _person_of(records.officers.all())
    steps, content = records.documents.steps(document.id), BeritaAcaraContent.from_dict(document.content)
    if content.content_hash() != document.content_hash:
        return Refusal(RefusalReason.CONTENT_CHANGED)
    one_person = bool(content.one_person_office)
    refusal = may_freeze(_as_persons(steps, person_of), document.content_hash, one_person=one_person)
    if refusal is not None or one_person:
        return refusal
    standing = standing_steps(steps, document.content_hash)
    later = {person_of(one.officer_id) for one in standing if one.step != Step.PREPARE}
    both = later & _preparers(document, steps, person_of)
    return Refusal(RefusalReason.SAME_PERSON) if both else None


def are_one_person(officers: Sequence[Officer], one_id: str, two_id: str) -> bool:
    """Tell whether both ids belong to one person, under whatever logins."""
    person_of = _person_of(officers)
    return person_of(one_id) == person_of(two_id)


def _preparers(document: DocumentRecord, steps: Sequence[SignedStep], person_of: PersonOf) -> set[str]:
    ever = {one.officer_id for one in steps if one.step == Step.PREPARE}
    return {person_of(one) for one in ever | {document.created_by}}


def _as_persons(steps: Sequence[SignedStep], person_of: PersonOf) -> list[SignedStep]:
    return [replace(one, officer_id=person_of(one.officer_id)) for one in steps]


def _person_of(officers: Sequence[Officer]) -> PersonOf:
    """Return a function from an officer's id to the id of the first officer who is the same person."""
    by_id = {one.id: one for one in officers}

    def person_of(officer_id: str) -> str:
        mine = by_id.get(officer_id)
        if mine is None:
            return officer_id
        return next(one.id for one in officers if one.id == officer_id or _same(one, mine))

    return person_of


def _same(one: Officer, two: Officer) -> bool:
    nips = ["".join(sign for sign in each.nip if sign.isdigit()) for each in (one, two)]
    if all(nips):
        return nips[0] == nips[1]
    names = [" ".join(each.name.casefold().split()) for each in (one, two)]
    return bool(names[0]) and names[0] == names[1]
