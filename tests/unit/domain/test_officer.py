from dataclasses import replace
from datetime import UTC, datetime

import pytest

from padan.domain.officer import PERMISSIONS, Act, Officer, Role, may, sees_people

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def officer(*roles: Role) -> Officer:
    return Officer("o1", "ani", "Ani", "", "", "", frozenset(roles), "ab", True, NOW, "o1")


def test_every_act_is_allowed_to_somebody() -> None:
    assert set(PERMISSIONS) == set(Act)
    assert all(PERMISSIONS.values())


def test_admin_alone_sees_no_people_and_signs_nothing() -> None:
    admin = officer(Role.ADMIN)
    assert not sees_people(admin)
    assert not any(
        may(admin, act) for act in (Act.DATA_VIEW, Act.MATCHING_VIEW, Act.DOCUMENT_APPROVE, Act.EXPORT)
    )


def test_auditor_changes_nothing() -> None:
    allowed = {act for act in Act if may(officer(Role.PENGAWAS), act)}
    assert allowed == {
        Act.AUDIT_VIEW,
        Act.MATCHING_VIEW,
        Act.REVIEW_VIEW,
        Act.DOCUMENT_VIEW,
        Act.PASSPHRASE_CHANGE,
        Act.LOCK,
        Act.PACKAGE_VIEW,
    }


@pytest.mark.parametrize(
    ("role", "step"),
    [
        (Role.PETUGAS, Act.DOCUMENT_COMPOSE),
        (Role.VERIFIKATOR, Act.DOCUMENT_VERIFY),
        (Role.PENANDA_TANGAN, Act.DOCUMENT_APPROVE),
    ],
)
def test_each_step_of_a_document_belongs_to_one_role(role: Role, step: Act) -> None:
    assert PERMISSIONS[step] == {role}


def test_roles_add_up_and_removed_officers_may_nothing() -> None:
    both = officer(Role.PETUGAS, Role.VERIFIKATOR)
    assert may(both, Act.DOCUMENT_COMPOSE)
    assert may(both, Act.DOCUMENT_VERIFY)
    assert not any(may(replace(both, active=False), act) for act in Act)
