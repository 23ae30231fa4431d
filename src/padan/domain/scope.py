"""Which fields may travel in which direction under an agreement (the Lampiran, or its documented stand-in).

Data received from the other party, and data sent to it, must lie inside that direction's scope. An office's
own register may hold the fields of both scopes and the compared elements (intake-and-classes.md, "Scope").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from padan.common.codes import agreements as codes
from padan.common.errors import UserFault
from padan.domain.elements import ELEMENTS
from padan.domain.plain import NotPlain, from_plain


@dataclass(frozen=True)
class Scope:
    """One direction of one agreement: `sender` and `receiver` are party codes, `fields` canonical fields.

    `histories` and `code_sets` name the tables that travel beside the roster; `basis` says where the list
    is from.
    """

    id: str
    agreement_id: str
    version: int
    sender: str
    receiver: str
    basis: str
    fields: tuple[str, ...]
    histories: tuple[str, ...] = ()
    code_sets: tuple[str, ...] = ()


def parse_scope(untrusted: Mapping[str, object]) -> Scope:
    """Return a file's content as a scope; UserFault SCOPE_FILE_INVALID names the place that is wrong."""
    filled = {"histories": [], "code_sets": [], **untrusted}
    try:
        scope = from_plain(Scope, filled, "lingkup")
    except NotPlain as wrong:
        raise UserFault(
            codes.SCOPE_FILE_INVALID, where=wrong.where, why="isian kurang, lebih, atau salah jenis"
        ) from None
    if scope.sender == scope.receiver:
        raise UserFault(codes.SCOPE_FILE_INVALID, where=scope.id, why="pengirim dan penerima sama")
    repeated = {one for one in scope.fields if scope.fields.count(one) > 1}
    if repeated or not scope.fields:
        why = f"kolom berulang: {', '.join(sorted(repeated))}" if repeated else "tidak ada kolom"
        raise UserFault(codes.SCOPE_FILE_INVALID, where=scope.id, why=why)
    return scope


def fields_allowed(scopes: Iterable[Scope], *, register_party: str, own_party: str) -> frozenset[str]:
    """Return the fields a register of `register_party` may bring into the workspace of `own_party`.

    With several versions of a direction the highest counts: addenda version the scope.
    """
    newest = _newest(scopes)
    if register_party == own_party:
        compared = {name for element in ELEMENTS for name in element.fields}
        return frozenset(compared.union(*(one.fields for one in newest.values())))
    inward = [
        one for (sender, receiver), one in newest.items() if (sender, receiver) == (register_party, own_party)
    ]
    return frozenset(name for one in inward for name in one.fields)


def histories_allowed(scopes: Iterable[Scope], *, sender: str, receiver: str) -> frozenset[str]:
    """Return the histories that may travel beside a register in one direction."""
    scope = _newest(scopes).get((sender, receiver))
    return frozenset(scope.histories if scope else ())


def code_sets_allowed(scopes: Iterable[Scope], *, sender: str, receiver: str) -> frozenset[str]:
    """Return the groups of code sets that may travel in one direction."""
    scope = _newest(scopes).get((sender, receiver))
    return frozenset(scope.code_sets if scope else ())


def _newest(scopes: Iterable[Scope]) -> dict[tuple[str, str], Scope]:
    return {(one.sender, one.receiver): one for one in sorted(scopes, key=lambda one: one.version)}
