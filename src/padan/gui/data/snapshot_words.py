"""One register's snapshots on a line, and where one comes from in full; pure."""

from collections.abc import Sequence

from padan.domain.fields import FIELDS
from padan.domain.snapshot import Snapshot
from padan.gui.texts import day, moment, number, t, word
from padan.gui.widgets.table import Line
from padan.gui.widgets.timeline import Moment


def kin_of(chosen: Snapshot, snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """Return the snapshots of the same register, newest position first."""
    kin = [
        one for one in snapshots if (one.agreement_id, one.register) == (chosen.agreement_id, chosen.register)
    ]
    return sorted(kin, key=lambda one: (one.position, one.id), reverse=True)


def moments(kin: Sequence[Snapshot]) -> list[Moment]:
    """Return a register's snapshots as moments; each says how many rows more or fewer than the one before."""
    made = []
    for place, one in enumerate(kin):
        title = t("data.timeline_rows", rows=number(one.rows))
        if place + 1 < len(kin):
            more = one.rows - kin[place + 1].rows
            sign = "+" if more > 0 else ""
            title += f" ({sign}{number(more)})"
        detail = t("data.timeline_received", moment=moment(one.received_at), file=one.file_name)
        made.append(Moment(one.id, day(one.position), title, detail, "now" if place == 0 else "done"))
    return made


def facts(one: Snapshot, officer: str) -> str:
    """Return where a snapshot comes from, a line for each fact."""
    return "\n".join(
        [
            t("data.facts.source", register=one.register, party=word("party", one.party)),
            t("data.facts.position", position=day(one.position)),
            t("data.facts.received", moment=moment(one.received_at), officer=officer),
            t("data.facts.file", file=one.file_name, digest=one.file_sha256),
            t("data.facts.content", digest=one.content_digest),
            t(
                "data.facts.rows",
                read=number(one.rows_read),
                kept=number(one.rows),
                refused=number(one.rows_refused),
            ),
            t("data.facts.id", id=one.id),
        ]
    )


def column_lines(one: Snapshot) -> list[Line]:
    """Return what became of every column of the file; those dropped come first."""
    found = one.report.get("columns")
    uses = [use for use in found if isinstance(use, dict)] if isinstance(found, list | tuple) else []
    uses.sort(key=lambda use: not str(use.get("disposition", "")).startswith("dropped"))
    lines = []
    for place, use in enumerate(uses):
        name = str(use.get("field") or "")
        shown = FIELDS[name].label if name in FIELDS else name
        fate = word("disposition", str(use.get("disposition", "")))
        lines.append(Line(str(place), (str(use.get("header", "")), shown, fate)))
    return lines
