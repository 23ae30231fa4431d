"""Whoever prepared a document neither verifies nor approves it, under whatever login, role or key."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from padan.common.codes import documents as codes
from padan.common.errors import UserFault
from padan.domain.officer import Role
from padan.domain.run import Run
from padan.services import compose_document, manage_officers, sign_documents
from padan.services.compose_content import ComposeWish
from padan.services.compose_document import Numbers
from padan.services.manage_officers import OfficerWish

from .conftest import PASSPHRASE, Office

Matched = Callable[[], Run]
NIP = "199001012015032001"


def composed(office: Office, matched: Matched) -> str:
    run = matched()
    return compose_document.compose(office.at("sari"), ComposeWish(run.id)).id


def give(office: Office, login: str, *roles: Role) -> None:
    session = office.at("sari")
    (one,) = [each for each in manage_officers.list_officers(session) if each.login == login]
    manage_officers.edit_officer(session, replace(one, roles=one.roles | set(roles)))


def add(office: Office, login: str, name: str, nip: str, role: Role) -> None:
    wish = OfficerWish(login, name, PASSPHRASE, frozenset({role}), nip, own_passphrase=True)
    manage_officers.add_officer(office.at("sari"), office.tools, wish)


def refused(act: Callable[[], object]) -> int:
    with pytest.raises(UserFault) as caught:
        act()
    return caught.value.code


def test_preparer_given_every_role_afterwards_is_refused_both_steps(office: Office, matched: Matched) -> None:
    document = composed(office, matched)
    give(office, "sari", Role.VERIFIKATOR, Role.PENANDA_TANGAN)
    session = office.at("sari")
    verify = refused(lambda: sign_documents.verify_step(session, office.tools, document))
    assert verify == codes.DOCUMENT_SAME_PERSON
    sign_documents.verify_step(office.at("budi"), office.tools, document)
    session = office.at("sari")
    approve = refused(lambda: sign_documents.approve(session, office.tools, document))
    assert approve == codes.DOCUMENT_SAME_PERSON


@pytest.mark.parametrize(
    ("name", "nip"), [("S. Uji", "19900101 201503 2 001"), ("sari  UJI", "")], ids=["same NIP", "same name"]
)
def test_preparer_under_a_second_login_is_refused(
    office: Office, matched: Matched, name: str, nip: str
) -> None:
    document = composed(office, matched)
    add(office, "lain", name, nip, Role.VERIFIKATOR)
    session = office.at("lain")
    code = refused(lambda: sign_documents.verify_step(session, office.tools, document))
    assert code == codes.DOCUMENT_SAME_PERSON


def test_namesake_with_another_nip_may_verify(office: Office, matched: Matched) -> None:
    document = composed(office, matched)
    add(office, "lain", "Sari Uji", "198501012010012009", Role.VERIFIKATOR)
    assert sign_documents.verify_step(office.at("lain"), office.tools, document).state == "diverifikasi"


def test_preparer_may_not_verify_after_another_officer_typed_the_numbers(
    office: Office, matched: Matched
) -> None:
    document = composed(office, matched)
    compose_document.set_numbers(office.at("dua"), document, Numbers("1/UJI", None))
    give(office, "sari", Role.VERIFIKATOR)
    session = office.at("sari")
    code = refused(lambda: sign_documents.verify_step(session, office.tools, document))
    assert code == codes.DOCUMENT_SAME_PERSON


def test_verifier_under_a_second_login_may_not_approve(office: Office, matched: Matched) -> None:
    document = composed(office, matched)
    sign_documents.verify_step(office.at("budi"), office.tools, document)
    add(office, "lain", "Budi", "", Role.PENANDA_TANGAN)
    session = office.at("lain")
    code = refused(lambda: sign_documents.approve(session, office.tools, document))
    assert code == codes.DOCUMENT_SAME_PERSON


def test_freeze_is_refused_when_two_logins_turn_out_to_be_one_person(
    office: Office, matched: Matched
) -> None:
    document = composed(office, matched)
    sign_documents.verify_step(office.at("budi"), office.tools, document)
    sign_documents.approve(office.at("ratna"), office.tools, document)
    session = office.at("sari")
    (one,) = [each for each in manage_officers.list_officers(session) if each.login == "ratna"]
    manage_officers.edit_officer(session, replace(one, nip=NIP))
    code = refused(lambda: sign_documents.freeze(session, office.tools, document))
    assert code == codes.DOCUMENT_SAME_PERSON
