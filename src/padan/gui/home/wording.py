"""Turns what Beranda shows into sentences; pure, so that they can be tested without a window."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from padan.common.clock import local_date
from padan.domain.agreement import AgreementState
from padan.domain.duty_calendar import PRESSING, DutyStanding, Standing
from padan.domain.exchange.header import RECEIPTS
from padan.domain.run import Run
from padan.domain.snapshot import Snapshot
from padan.gui.home.state import AgreementCard, Composition, Link
from padan.gui.run_words import CLASSES, agreement_name, classes_by_side, run_name
from padan.gui.state_words import state_words
from padan.gui.texts import day, decimal, number, percent, t, word
from padan.gui.widgets.chart import Part
from padan.services.exchange.show_exchange import Exchange
from padan.services.keep_agreement import AgreementView
from padan.services.show_waiting import Waiting

_SCREENS = {"review": ("review", "run"), "answer": ("corrections", "agreement")}
_OLD_BACKUP_DAYS = 7


def agreement_cards(views: Sequence[AgreementView]) -> tuple[AgreementCard, ...]:
    """Return each agreement with its state and the duties that are late or due within a month."""
    cards = []
    for view in views:
        place = {"agreement": view.agreement.id}
        pressing = sorted((one for one in view.duties if one.standing in PRESSING), key=lambda one: one.days)
        duties = tuple(_duty(one, place) for one in pressing)
        state = state_words(view.state, view.days_left, view.agreement.ends)
        cards.append(AgreementCard(_name(view), state, _tone(view), duties, place))
    return tuple(cards)


def _duty(one: DutyStanding, place: dict[str, str]) -> Link:
    late = one.standing is Standing.OVERDUE
    due = day(one.due) if one.due is not None else ""
    when = t(f"home.duty.{'late' if late else 'soon'}", count=number(abs(one.days)), due=due)
    return Link(f"{one.duty.title}: {when}", "agreements", place, "bad" if late else "warn")


def _name(view: AgreementView) -> str:
    return agreement_name(tuple(one.code for one in view.agreement.parties))


def _tone(view: AgreementView) -> str:
    if view.state is AgreementState.IN_FORCE:
        return "good"
    return "warn" if view.state is AgreementState.LAST_MONTH or view.overrides else "bad"


def waiting_links(found: Sequence[Waiting], views: Sequence[AgreementView]) -> tuple[Link, ...]:
    """Return one sentence for each kind of waiting work, with the agreement it belongs to."""
    names = {view.agreement.id: f" ({_name(view)})" for view in views}
    links = []
    for one in found:
        text = t(f"home.waiting.{one.code}", count=number(one.count)) + names.get(one.agreement_id, "")
        if one.code.startswith("package_"):
            tab = "in" if one.code == "package_release" else "out"
            links.append(Link(text, "exchange", {"tab": tab, "key": one.subject}))
            continue
        screen, key = _SCREENS.get(one.code, ("documents", "document"))
        links.append(Link(text, screen, {key: one.subject}))
    return tuple(links)


def exchange_links(snapshots: Sequence[Snapshot], today: date) -> tuple[Link, ...]:
    """Return the last exchange of each register: what came, from whom, how long ago."""
    return tuple(
        Link(
            t(
                "home.exchange.last",
                register=one.register,
                party=word("party_short", one.party),
                rows=number(one.rows),
                ago=ago(local_date(one.received_at), today),
                position=day(one.position),
            ),
            "data",
            {"snapshot": one.id},
        )
        for one in newest(snapshots)
    )


def package_links(found: Exchange, today: date) -> tuple[Link, ...]:
    """Return the last package from and for each partner; receipts are not counted among them."""
    links = []
    came = {one.sender: one for one in found.incoming if one.sender and one.chain != RECEIPTS}
    for one in came.values():
        text = t(
            "home.exchange.package_in",
            party=word("party_short", one.sender),
            kind=word("package_choice", one.kind),
            number=number(one.number),
            ago=ago(local_date(one.opened_at), today),
        )
        links.append(Link(text, "exchange", {"tab": "in", "key": one.id}))
    left = {one.receiver: one for one in found.outgoing if one.sealed_at and one.chain != RECEIPTS}
    for out in left.values():
        assert out.sealed_at is not None
        text = t(
            "home.exchange.package_out",
            party=word("party_short", out.receiver),
            kind=word("package_choice", out.kind),
            number=number(out.number),
            ago=ago(local_date(out.sealed_at), today),
            state=word("package_state", out.state.value),
        )
        tone = "warn" if out.id in found.overdue else "quiet"
        links.append(Link(text, "exchange", {"tab": "out", "key": out.id}, tone))
    return tuple(links)


def quality_links(snapshots: Sequence[Snapshot]) -> tuple[Link, ...]:
    """Return what is known of the newest snapshots' quality: the index once computed, refused rows."""
    return tuple(_quality(one) for one in newest(snapshots))


def _quality(one: Snapshot) -> Link:
    total = one.quality.get("total") if one.quality else None
    name = f"{one.register} ({word('party_short', one.party)})"
    score = t("home.quality.score", score=decimal(float(str(total)), 1)) if total is not None else ""
    share = percent(one.rows_refused, one.rows_read)
    refused = t("home.quality.refused", count=number(one.rows_refused), share=share)
    text = " ".join(part for part in (f"{name}:", score, refused) if part)
    return Link(text, "data", {"snapshot": one.id}, "warn" if one.rows_refused else "good")


def newest(snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """Return the newest snapshot of each register of each agreement, newest first."""
    found: dict[tuple[str, str, str], Snapshot] = {}
    for one in sorted(snapshots, key=lambda one: one.received_at):
        found[one.agreement_id, one.party, one.register] = one
    return sorted(found.values(), key=lambda one: one.received_at, reverse=True)


def composition(run: Run | None) -> Composition:
    """Return the last matching as parts of two bars, one for each register, with a legend in words."""
    if run is None:
        return Composition(t("home.no_run"))
    sides = classes_by_side(run)
    names = {"a": word("party_short", run.party_a), "b": word("party_short", run.party_b)}
    parts, legend = [], []
    for series, name in enumerate(CLASSES):
        counts = {side: sides[side].get(name, 0) for side in ("a", "b")}
        if not any(counts.values()):
            continue
        for side, count in counts.items():
            share = percent(count, sum(sides[side].values()))
            told = f"{word('class', name)} {number(count)} ({share})"
            parts.append(Part(name, told, count, series, names[side]))
        shown = " · ".join(f"{names[side]} {number(count)}" for side, count in counts.items() if count)
        legend.append((name, f"{_side_words(name, names)}: {shown}", series))
    return Composition(run_name(run), tuple(parts), tuple(legend), run.id)


def _side_words(name: str, names: dict[str, str]) -> str:
    """Say "Hanya di Kemendes" rather than "Hanya di A"."""
    if name in ("only_a", "only_b"):
        return t("home.only_in", party=names[name[-1]])
    return word("class", name)


def next_step(
    acts: Collection[str], snapshots: Sequence[Snapshot], runs: Sequence[Run], waiting: Sequence[Link]
) -> Link:
    """Return the one thing to do next, for who has no idea."""
    if waiting:
        return waiting[0]
    if "may:officers.manage" in acts and "may:data.receive" not in acts:
        return Link(t("home.next.officers"), "preferences", {"tab": "1"})
    if "may:data.receive" in acts and len({one.party for one in snapshots}) < 2:
        return Link(t("home.next.receive"), "data")
    if "may:matching.run" in acts and not runs:
        return Link(t("home.next.match"), "matching")
    if "may:document.compose" in acts:
        return Link(t("home.next.compose"), "documents")
    if "may:audit.view" in acts and "may:data.view" not in acts:
        return Link(t("home.next.audit"), "oversight")
    return Link(t("home.next.nothing"), "documents")


def backup_link(last: datetime | None, today: date) -> Link | None:
    """Return a reminder to whoever makes backups, None while the last one is fresh."""
    if last is None:
        return Link(t("home.backup.never"), "preferences", {"tab": "2"}, "warn")
    days = (today - local_date(last)).days
    if days <= _OLD_BACKUP_DAYS:
        return None
    return Link(t("home.backup.old", count=number(days)), "preferences", {"tab": "2"}, "warn")


def empty_words(acts: Collection[str], snapshots: Sequence[Snapshot]) -> str:
    """Explain a workspace that holds no data yet: what the loop is, and who begins it."""
    if snapshots:
        return ""
    return t("home.empty.receive" if "may:data.receive" in acts else "home.empty.others")


def ago(then: date, today: date) -> str:
    """Return "hari ini", "kemarin", "5 hari yang lalu"."""
    days = (today - then).days
    if days <= 0:
        return t("home.ago.today")
    return t("home.ago.yesterday") if days == 1 else t("home.ago.days", count=number(days))


def greeting(name: str, today: str) -> str:
    """Return the first line."""
    return t("home.greeting", name=name, day=today)
