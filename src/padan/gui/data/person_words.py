"""A person's sources and history as lines, moments and sentences; pure."""

from padan.common.clock import local_date
from padan.domain.elements import BY_CODE
from padan.domain.fields import FIELDS, order_of
from padan.gui.run_words import run_name
from padan.gui.texts import day, moment, number, t, word
from padan.gui.widgets.table import Line
from padan.gui.widgets.timeline import Moment
from padan.services.browse_people import Found, PersonPage

_RESULTS = ("nip_baru", "nama", "tanggal_lahir", "jabatan_nama", "gol_akhir_nama", "unor_nama")


def found_line(one: Found) -> Line:
    """Return one person found."""
    source = t("data.find.source", register=one.snapshot.register, position=day(one.snapshot.position))
    cells = (source, str(one.row), *(one.fields.get(name) or "" for name in _RESULTS))
    return Line(f"{one.snapshot.id}:{one.row}", cells, {1: one.row})


def title_of(page: PersonPage) -> str:
    """Return the person's name as the newest source has it."""
    names = [one.fields.get("nama") or "" for one in page.sources]
    return next((name for name in names if name), t("data.person.nameless"))


def told(page: PersonPage) -> str:
    """Say how many sources there are and whether they are masked."""
    key = "data.person.revealed" if page.revealed else "data.person.masked"
    return t(key, count=number(len(page.sources)))


def headings(page: PersonPage) -> list[str]:
    """Return the columns: field, sign, then one for each source."""
    shown = [
        t(
            "data.person.source",
            register=one.snapshot.register,
            party=word("party_short", one.snapshot.party),
            position=day(one.snapshot.position),
        )
        for one in page.sources
    ]
    return [t("data.person.field"), t("evidence.mark"), *shown]


def source_lines(page: PersonPage) -> list[Line]:
    """Return one line for each field that some source fills in, with a sign where the sources differ."""
    names = {name for one in page.sources for name, value in one.fields.items() if value}
    ordered = sorted(
        (name for name in names if not name.startswith("_")), key=lambda name: (order_of(name), name)
    )
    return [_line(name, page) for name in ordered]


def _line(name: str, page: PersonPage) -> Line:
    values = [one.fields.get(name) or "" for one in page.sources]
    state = page.states.get(name, "")
    sign = t(f"data.person.{state}") if state else ""
    if len(values) > 1 and "" in values:
        sign = " · ".join(part for part in (sign, t("data.person.partly")) if part)
    shown = FIELDS[name].label if name in FIELDS else name
    return Line(name, (shown, sign, *values))


def history(page: PersonPage) -> list[Moment]:
    """Return what happened to the person, newest first."""
    made: list[tuple[str, Moment]] = []
    for found in page.sources:
        at = found.snapshot.received_at
        title = t("data.person.received", register=found.snapshot.register, row=found.row)
        made.append((at.isoformat(), Moment(f"snapshot:{found.snapshot.id}", moment(at), title)))
    for line in page.runs:
        title = t("data.person.matched", klass=word("class", line.klass), side=line.side.upper())
        at = line.run.created_at
        made.append((at.isoformat(), Moment(f"run:{line.run.id}", moment(at), title, run_name(line.run))))
    for one in page.corrections:
        name = BY_CODE[one.element].label if one.element in BY_CODE else one.element
        state = word("correction_state", one.state.value)
        title = t("data.person.correction", element=name, state=state)
        detail = t("data.person.values", old=one.old_value or t("common.nothing"), new=one.proposed_value)
        when = day(local_date(one.proposed_at))
        made.append((one.proposed_at.isoformat(), Moment(f"correction:{one.id}", when, title, detail)))
    for paper in page.documents:
        title = t("data.person.document", state=word("document_state", paper.state))
        at = paper.created_at
        made.append((at.isoformat(), Moment(f"document:{paper.id}", moment(at), title)))
    return [one for _at, one in sorted(made, key=lambda pair: pair[0], reverse=True)]
