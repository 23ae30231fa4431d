"""Officers, their roles and what each role may do; a table and a pure check, no storage and no keys."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """The five roles of product.md, "Who uses it"."""

    PETUGAS = "petugas"
    VERIFIKATOR = "verifikator"
    PENANDA_TANGAN = "penanda_tangan"
    PENGAWAS = "pengawas"
    ADMIN = "admin"


_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


class Act(StrEnum):
    """What an officer can ask for; every use case names one before it begins."""

    DATA_RECEIVE = "data.receive"
    DATA_VIEW = "data.view"
    MATCHING_RUN = "matching.run"
    MATCHING_VIEW = "matching.view"
    REVIEW_VIEW = "review.view"
    REVIEW_DECIDE = "review.decide"
    CORRECTION_PROPOSE = "correction.propose"
    CORRECTION_ANSWER = "correction.answer"
    DOCUMENT_COMPOSE = "document.compose"
    DOCUMENT_VERIFY = "document.verify"
    DOCUMENT_APPROVE = "document.approve"
    DOCUMENT_FREEZE = "document.freeze"
    DOCUMENT_PRINT = "document.print"
    DOCUMENT_VIEW = "document.view"
    EXPORT = "export"
    AGREEMENT_OVERRIDE = "agreement.override"
    AGREEMENT_MANAGE = "agreement.manage"
    DUTY_RECORD = "duty.record"
    INCIDENT_REPORT = "incident.report"
    KEY_KEEP = "key.keep"
    KEY_COMPARE = "key.compare"
    KEY_TRUST = "key.trust"
    PACKAGE_PREPARE = "package.prepare"
    PACKAGE_APPROVE = "package.approve"
    PACKAGE_CARRY = "package.carry"
    PACKAGE_OPEN = "package.open"
    PACKAGE_RELEASE = "package.release"
    PACKAGE_VIEW = "package.view"
    WRITE_PREPARE = "write.prepare"
    WRITE_APPROVE = "write.approve"
    WRITE_SEND = "write.send"
    OFFICERS_MANAGE = "officers.manage"
    BACKUP = "backup"
    SETTINGS = "settings"
    STORE_CHECK = "store.check"
    AUDIT_VIEW = "audit.view"
    PASSPHRASE_CHANGE = "passphrase.change"  # noqa: S105 - the name of an act
    LOCK = "lock"


_EVERYONE = frozenset(Role)
_PREPARES = frozenset({Role.PETUGAS})
_SEES_PEOPLE = frozenset({Role.PETUGAS, Role.VERIFIKATOR, Role.PENANDA_TANGAN})
_ADMIN = frozenset({Role.ADMIN})
_CHECKS = frozenset({Role.VERIFIKATOR, Role.PENANDA_TANGAN})

PERMISSIONS: Mapping[Act, frozenset[Role]] = {
    Act.DATA_RECEIVE: _PREPARES,
    Act.DATA_VIEW: _SEES_PEOPLE,
    Act.MATCHING_RUN: _PREPARES,
    # The auditor sees figures and classes; whoever lacks DATA_VIEW is shown no names.
    Act.MATCHING_VIEW: _SEES_PEOPLE | {Role.PENGAWAS},
    Act.REVIEW_VIEW: _SEES_PEOPLE | {Role.PENGAWAS},
    Act.REVIEW_DECIDE: _PREPARES,
    Act.CORRECTION_PROPOSE: _PREPARES,
    Act.CORRECTION_ANSWER: frozenset({Role.PETUGAS, Role.VERIFIKATOR}),
    Act.DOCUMENT_COMPOSE: _PREPARES,
    Act.DOCUMENT_VERIFY: frozenset({Role.VERIFIKATOR}),
    Act.DOCUMENT_APPROVE: frozenset({Role.PENANDA_TANGAN}),
    Act.DOCUMENT_FREEZE: frozenset({Role.PENANDA_TANGAN, Role.PETUGAS}),
    Act.DOCUMENT_PRINT: frozenset({Role.PENANDA_TANGAN, Role.PETUGAS}),
    Act.DOCUMENT_VIEW: _SEES_PEOPLE | {Role.PENGAWAS},
    Act.EXPORT: _PREPARES,
    Act.AGREEMENT_OVERRIDE: frozenset({Role.PENANDA_TANGAN}),
    Act.AGREEMENT_MANAGE: _ADMIN,
    Act.DUTY_RECORD: _SEES_PEOPLE | _ADMIN,
    # Whoever works here may see that data got out; the auditor reads and changes nothing.
    Act.INCIDENT_REPORT: _SEES_PEOPLE | _ADMIN,
    Act.KEY_KEEP: _PREPARES | _ADMIN,
    Act.KEY_COMPARE: _SEES_PEOPLE,
    Act.KEY_TRUST: _CHECKS,
    Act.PACKAGE_PREPARE: _PREPARES,
    Act.PACKAGE_APPROVE: _CHECKS,
    Act.PACKAGE_CARRY: frozenset({Role.PETUGAS, Role.VERIFIKATOR}),
    Act.PACKAGE_OPEN: _PREPARES,
    # What failed or came late is opened by another role than the one that opens packages.
    Act.PACKAGE_RELEASE: frozenset({Role.PENANDA_TANGAN}),
    Act.PACKAGE_VIEW: _SEES_PEOPLE | _ADMIN | {Role.PENGAWAS},
    # A write into another party's record: prepared by one, approved by another, sent by who prepares.
    Act.WRITE_PREPARE: _PREPARES,
    Act.WRITE_APPROVE: _CHECKS,
    Act.WRITE_SEND: _PREPARES,
    Act.OFFICERS_MANAGE: _ADMIN,
    Act.BACKUP: _ADMIN,
    Act.SETTINGS: _ADMIN,
    Act.STORE_CHECK: _ADMIN,
    Act.AUDIT_VIEW: frozenset({Role.PENGAWAS, Role.ADMIN}),
    Act.PASSPHRASE_CHANGE: _EVERYONE,
    Act.LOCK: _EVERYONE,
}
"""Which roles may do what (security.md, "Officers"). Four eyes on documents are checked by keys, not here."""


@dataclass(frozen=True)
class Officer:
    """One officer. `public_key` is Ed25519, lower-case hex; a removed officer stays, inactive: signatures
    outlive access.
    """

    id: str
    login: str
    name: str
    nip: str
    pangkat: str
    jabatan: str
    roles: frozenset[Role]
    public_key: str
    active: bool
    added_at: datetime
    added_by: str


def may(officer: Officer, act: Act) -> bool:
    """Tell whether an active officer holds a role that allows `act`."""
    return officer.active and not officer.roles.isdisjoint(PERMISSIONS[act])


def sees_people(officer: Officer) -> bool:
    """Tell whether personal data may be shown to this officer; admin and pengawas see figures only."""
    return may(officer, Act.DATA_VIEW)


def login_of(typed: str) -> str:
    """Return what was typed as a login: small letters, digits, dot, hyphen and underscore; empty when it
    cannot be one.
    """
    login = typed.strip().lower()
    return login if _LOGIN.fullmatch(login) else ""
