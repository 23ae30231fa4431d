"""What the Pertukaran screen reads from the store in one go, and the subjects its form offers; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from padan.common.clock import local_date
from padan.domain.document import DocumentRecord
from padan.domain.exchange.incoming import PackageIn
from padan.domain.exchange.outgoing import SEALED_STATES, PackageOut
from padan.domain.run import Run
from padan.domain.snapshot import Snapshot
from padan.domain.web.code_sets import CodeSet
from padan.gui.exchange import out_words
from padan.gui.exchange.key_words import ShownKey
from padan.gui.run_words import agreement_name, run_name, snapshot_name
from padan.gui.texts import day, number, t
from padan.services.exchange.show_exchange import Exchange
from padan.services.keep_agreement import AgreementView

NOTHING = Exchange((), (), (), frozenset(), ())


@dataclass(frozen=True)
class Found:
    """Everything in sight; `own` is this office's party."""

    own: str = ""
    exchange: Exchange = NOTHING
    keys: Sequence[ShownKey] = ()
    agreements: Sequence[AgreementView] = ()
    snapshots: Sequence[Snapshot] = ()
    documents: Sequence[DocumentRecord] = ()
    runs: Sequence[Run] = ()
    code_sets: Sequence[CodeSet] = ()

    def out(self, key: str) -> PackageOut | None:
        return next((one for one in self.exchange.outgoing if one.id == key), None)

    def came(self, key: str) -> PackageIn | None:
        return next((one for one in self.exchange.incoming if one.id == key), None)

    def key(self, key: str) -> ShownKey | None:
        return next((one for one in self.keys if one.key.id == key), None)

    def agreement_names(self) -> dict[str, str]:
        """Return the agreements that this office is a party of, by name."""
        mine = (view.agreement for view in self.agreements)
        parties = {one.id: tuple(party.code for party in one.parties) for one in mine}
        return {key: agreement_name(codes) for key, codes in parties.items() if self.own in codes}


def subjects(found: Found, agreement: str, kind: str) -> list[tuple[str, str]]:
    """Return what may be sent of a kind under an agreement; one empty choice where nothing is chosen."""
    if kind == "DATA":
        return [
            (one.id, snapshot_name(one))
            for one in found.snapshots
            if (one.agreement_id, one.party) == (agreement, found.own) and one.channel != "package_out"
        ]
    if kind in ("BA", "LAP"):
        return [
            (one.id, _document(one))
            for one in found.documents
            if one.agreement_id == agreement and one.frozen is not None
        ]
    if kind == "REF":
        newest = {(one.name, one.profile_id): one for one in found.code_sets}
        return [(one.id, _codes(one)) for one in newest.values()]
    if kind == "TARIK":
        return [
            (one.id, _package(one))
            for one in found.exchange.outgoing
            if one.agreement_id == agreement and one.state in SEALED_STATES
        ]
    if kind == "USUL":
        every = ("", t("exchange.prepare.all_runs"))
        return [every, *((one.id, run_name(one)) for one in found.runs if one.agreement_id == agreement)]
    return [("", t("exchange.prepare.own_card" if kind == "KUNCI" else "exchange.prepare.waiting"))]


def _document(one: DocumentRecord) -> str:
    content = one.content
    return t("exchange.prepare.document", period=str(content.get("period", "")), made=day(one.created_at))


def _codes(one: CodeSet) -> str:
    made = day(local_date(one.fetched_at))
    return t("exchange.prepare.code_set", name=one.name, count=number(len(one.rows)), made=made)


def _package(one: PackageOut) -> str:
    return t("exchange.prepare.package", number=number(one.number), kind=out_words.kind_words(one))
