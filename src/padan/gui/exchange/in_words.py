"""Packages that arrived as lines and sentences, and what is seen in one before anything is taken; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from padan.common.catalogue import words_of
from padan.common.clock import local_date
from padan.common.errors import UserFault
from padan.domain.exchange.header import RECEIPTS
from padan.domain.exchange.incoming import InState, Judgement, PackageIn
from padan.domain.exchange.key_card import grouped
from padan.domain.exchange.parcel import Looked
from padan.gui.exchange.key_words import ShownKey
from padan.gui.fault_texts import sentence
from padan.gui.texts import day, known, moment, number, t, word
from padan.gui.widgets.table import Line
from padan.services.exchange.show_exchange import Missing

_TONES = {
    InState.APPLIED: "good",
    InState.HELD: "warn",
    InState.REFUSED: "bad",
    InState.DUPLICATE: "info",
    InState.QUARANTINED: "bad",
    InState.RECALLED: "warn",
}
_DIGEST_SHOWN = 32
_NAMED = 10


def kind_words(kind: str) -> str:
    """Return what a package holds; nothing is known of one in quarantine."""
    return word("package_choice", kind) if kind else t("exchange.in_next.unknown")


def line_of(one: PackageIn) -> Line:
    """Return the list's line of a package that arrived."""
    cells = (
        word("package_state", one.state.value),
        kind_words(one.kind),
        word("party_short", one.sender) if one.sender else t("exchange.in_next.unknown"),
        number(one.number) if one.number else t("common.nothing"),
        number(one.rows),
        day(local_date(one.opened_at)),
        why(one.code) if one.code else warning_words(one),
    )
    return Line(one.id, cells, {3: one.number, 4: one.rows, 5: one.opened_at.isoformat()})


def why(code: int) -> str:
    """Return in a few words why a package was not applied."""
    key = f"exchange.why.{code}"
    return t(key) if known(key) else str(code)


def warning_words(one: PackageIn) -> str:
    """Return what is odd about a package that was taken all the same."""
    return " ".join(_warning(one, code) for code in one.warnings)


def _warning(one: PackageIn, code: int) -> str:
    errors = one.result.get("errors")
    parts = [str(each[1]) for each in errors if each[2] == code] if isinstance(errors, list) else []
    values = {"sender": one.sender, "number": one.number, "column": ", ".join(parts) or "-"}
    return words_of(code, values).message


def next_words(one: PackageIn) -> tuple[str, str]:
    """Say what became of a package, and in which tone."""
    if one.warnings:
        return f"{_told(one)} {warning_words(one)}", "bad"
    return _told(one), _TONES[one.state]


def _told(one: PackageIn) -> str:
    if one.state is InState.APPLIED and one.result:
        counts = {name: number(_count(one, name)) for name in ("accepted", "refused", "held")}
        return t("exchange.in_next.applied", **counts)
    if one.state in (InState.APPLIED, InState.DUPLICATE):
        return t("exchange.in_next.applied_bare")
    return t(f"exchange.in_next.{one.state.value}", why=f"{why(one.code)}.")


def _count(one: PackageIn, name: str) -> int:
    return int(str(one.result.get(name, 0)))


def facts(one: PackageIn, names: Mapping[str, str]) -> list[str]:
    """Return what is known of a package that arrived."""
    told = []
    if one.sender and one.made_at is not None:
        sender = word("party_short", one.sender)
        told.append(t("exchange.in_facts.sender", party=sender, made=moment(one.made_at)))
    who = names.get(one.opened_by, one.opened_by)
    told.append(t("exchange.in_facts.opened", name=who, at=moment(one.opened_at)))
    if one.package_sha256:
        told.append(t("exchange.in_facts.digest", digest=grouped(one.package_sha256[:_DIGEST_SHOWN])))
    errors = one.result.get("errors")
    if isinstance(errors, list) and errors:
        told.append(t("exchange.in_facts.errors", count=number(len(errors))))
    return told


def missing_lines(missing: Sequence[Missing]) -> list[str]:
    """Return which numbers have not come, by sender."""
    lines = []
    for one in missing:
        named = ", ".join(number(each) for each in one.numbers[:_NAMED])
        more = one.total - min(len(one.numbers), _NAMED)
        if more > 0:
            named = t("exchange.in_list.missing_more", numbers=named, count=number(more))
        lines.append(t("exchange.in_list.missing", party=word("party_short", one.sender), numbers=named))
    return lines


def conditions(one: PackageIn | None, papers: bool) -> set[str]:
    """Return what the chosen package allows."""
    if one is None:
        return set()
    found = {"in_chosen"}
    if one.state in (InState.HELD, InState.QUARANTINED):
        found.add("in_waiting")
    if papers and one.state is not InState.QUARANTINED:
        found.add("papers")
    if result_place(one) is not None:
        found.add("in_result")
    return found


def result_place(one: PackageIn) -> tuple[str, dict[str, str]] | None:
    """Return where the result of a package is looked at: screen and place; None when it has none."""
    if one.state not in (InState.APPLIED, InState.RECALLED):
        return None
    if one.snapshot_id:
        return "data", {"snapshot": one.snapshot_id}
    if one.kind == "USUL":
        return "corrections", {"agreement": one.agreement_id}
    return None


@dataclass(frozen=True)
class Seen:
    """What is shown of a file before anything is taken: the verdict, its tone, and facts as (what, words).
    `taking` is the condition of the act that is offered, empty when there is none.
    """

    verdict: str
    tone: str
    facts: tuple[tuple[str, str], ...]
    taking: str


def seen(
    looked: Looked, judgement: Judgement, keys: Sequence[ShownKey], agreements: Mapping[str, str]
) -> Seen:
    """Say who signed, for whom, what is inside, and what would become of a genuine package."""
    fault = UserFault(judgement.code, **judgement.values) if judgement.code else None
    reason = f"{sentence(fault).message} {sentence(fault).remedy}" if fault else ""
    verdict = t(f"exchange.arrival.verdict_{judgement.state.value}", why=reason)
    taking = {InState.APPLIED: "applicable", InState.DUPLICATE: ""}.get(judgement.state, "kept_aside")
    return Seen(verdict, _TONES[judgement.state], tuple(_facts(looked, keys, agreements)), taking)


def distrusted(fault: UserFault) -> Seen:
    """Say why a file that decrypts cannot be believed: it may only be kept aside, as it came."""
    told = sentence(fault)
    verdict = t("exchange.arrival.verdict_quarantined", why=f"{told.message} {told.remedy} ({told.code})")
    return Seen(verdict, "bad", (), "kept_aside")


def _facts(looked: Looked, keys: Sequence[ShownKey], agreements: Mapping[str, str]) -> list[tuple[str, str]]:
    header, party = looked.header, word("party_short", looked.header.sender)
    rows = number(header.rows)
    sequence = number(header.number)
    if header.chain == RECEIPTS:
        sequence = t("exchange.arrival.chain_tt", number=sequence)
    tables = [
        t("exchange.arrival.table", name=one.name, rows=number(one.rows), columns=number(len(one.columns)))
        for one in looked.tables
    ]
    warnings = [
        words_of(code, {"sender": header.sender, "number": header.number}) for code in looked.warnings
    ]
    effect = f"exchange.effect.{looked.kind.lower()}"
    told = {
        "signer": _signer(looked, keys) or party,
        "receiver": word("party_short", header.receiver),
        "agreement": agreements.get(header.agreement_id, header.agreement_id),
        "number": sequence,
        "kind": kind_words(looked.kind),
        "will": t(effect, party=party, rows=rows) if known(effect) else "",
        "rows": rows,
        "tables": "\n".join(tables),
        "papers": ", ".join(looked.papers),
        "made": moment(header.made_at),
        "expires": moment(header.expires_at),
        "training": t(f"exchange.arrival.training_{'yes' if header.training else 'no'}"),
        "digest": grouped(looked.package_sha256[:_DIGEST_SHOWN]),
        "warnings": " ".join(one.message for one in warnings),
    }
    return [(t(f"exchange.arrival.{name}"), text) for name, text in told.items() if text]


def _signer(looked: Looked, keys: Sequence[ShownKey]) -> str:
    for one in keys:
        if one.card.signing_key == looked.signer:
            return t(
                "exchange.arrival.signer_key",
                party=word("party_short", one.card.party),
                number=number(one.card.number),
                fingerprint=grouped(one.key.id),
            )
    return ""
