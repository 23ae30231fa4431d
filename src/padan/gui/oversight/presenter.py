"""Pengawasan's presenter: shows, filters, verifies and exports the log; shows disclosures and incidents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject

from padan.common.clock import local_date
from padan.domain.audit import AuditEntry
from padan.domain.incident import Incident
from padan.domain.officer import Act
from padan.gui.desk import Desk
from padan.gui.oversight import wording
from padan.gui.oversight.incidents import Incidents
from padan.gui.oversight.view import OversightView
from padan.gui.tasks import Job
from padan.gui.texts import number, t
from padan.gui.widgets.table import Line
from padan.services import keep_incidents, manage_officers, watch_audit
from padan.services.watch_audit import Verified

_PAGE = 500


@dataclass(frozen=True)
class _Found:
    entries: Sequence[AuditEntry] = ()
    lines: Mapping[str, Line] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    incidents: Sequence[Incident] = ()


class OversightPresenter(QObject):
    """The newest entries first; more on request."""

    def __init__(self, desk: Desk, view: OversightView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._limit = _PAGE
        self._found = _Found()
        self._passing: list[AuditEntry] = []
        self._place: dict[str, str] = {}
        self._incidents = Incidents(desk, view)
        self._incidents.changed.connect(lambda: self.open(self.where()))
        view.used.connect(self._act)
        view.chosen.connect(self._tell)
        view.filters.changed.connect(self._list)
        view.listed.wished.connect(view.filters.clear)
        view.incident.connect(lambda _key: self._allow())

    def open(self, place: Mapping[str, str]) -> None:
        self._place = dict(place)
        session = self._desk.session
        sees_log = self._desk.may(Act.AUDIT_VIEW)

        def work(_job: Job) -> _Found:
            names = {one.id: one.name for one in manage_officers.list_officers(session)}
            entries = list(watch_audit.audit_entries(session)) if sees_log else []
            lines = {str(one.sequence): wording.entry_line(one, names) for one in entries}
            return _Found(entries, lines, names, keep_incidents.incidents(session))

        self._desk.ask(self, work, self._show)

    def where(self) -> dict[str, str]:
        place = {"entry": self._view.table.key, "tab": str(self._view.tabs.currentIndex())}
        return {**self._view.filters.draft(), **place}

    def _show(self, found: _Found) -> None:
        self._found = found
        self._view.filters.offer_officers(sorted(found.names.items(), key=lambda one: one[1]))
        self._view.filters.restore(self._place)
        self._list()
        self._view.table.choose(self._place.get("entry", ""))
        if self._place.get("tab", "").isdigit():
            self._view.tabs.setCurrentIndex(int(self._place["tab"]))
        disclosed = reversed(watch_audit.disclosures(found.entries))
        self._view.show_disclosures([wording.disclosure_line(one, found.names) for one in disclosed])
        self._incidents.show(found.incidents, found.names)
        self._allow()
        self._place = {}

    def _list(self) -> None:
        """Show what passes the filter, newest first, a page at a time."""
        if not self._desk.may(Act.AUDIT_VIEW):
            self._view.refuse_log()
            return
        wanted, today = self._view.filters.wanted(), local_date(self._desk.session.clock.now())
        shown = {key: " ".join(line.cells).casefold() for key, line in self._found.lines.items()}
        newest = reversed(self._found.entries)
        self._passing = [one for one in newest if wanted.passes(one, shown[str(one.sequence)], today)]
        page = self._passing[: self._limit]
        told = t(
            "oversight.shown",
            shown=number(len(page)),
            passing=number(len(self._passing)),
            total=number(len(self._found.entries)),
        )
        self._view.show_entries([self._found.lines[str(one.sequence)] for one in page], told)
        self._allow()

    def _allow(self) -> None:
        conditions = self._desk.conditions() | self._incidents.conditions()
        if len(self._passing) > self._limit:
            conditions.add("more")
        if self._passing:
            conditions.add("listed")
        self._view.allow(conditions)

    def _tell(self, key: str) -> None:
        chosen = next((one for one in self._passing if str(one.sequence) == key), None)
        self._view.show_detail(wording.entry_detail(chosen, self._found.names) if chosen else "")

    def _act(self, name: str) -> None:
        if name == "audit.verify":
            self._verify()
        elif name == "audit.export":
            self._export()
        elif name == "audit.more":
            self._limit += _PAGE
            self._list()
        elif name == "reload":
            self.open(self.where())
        else:
            self._incidents.act(name)

    def _verify(self) -> None:
        def done(found: Verified) -> None:
            self._view.show_verdict(*wording.verdict_words(found))
            at = found.verdict.broken_at
            self.open({**self.where(), **({"entry": str(at)} if at is not None else {})})

        session = self._desk.session
        self._desk.ask(
            self,
            lambda _job: watch_audit.verify_with_witnesses(session),
            done,
            label=t("actions.audit.verify"),
        )

    def _export(self) -> None:
        """Export what the filter lets pass; without a filter the whole log, which alone can be verified."""
        day = local_date(self._desk.session.clock.now()).isoformat()
        target = self._desk.save_target(
            t("actions.audit.export"), t("oversight.kinds"), f"log-audit-{day}.xlsx"
        )
        if target is None:
            return
        session, tools = self._desk.session, self._desk.tools
        chosen = None
        if len(self._passing) < len(self._found.entries):
            chosen = [one.sequence for one in self._passing]

        def done(_digest: str) -> None:
            self._desk.say(t("common.saved_file", file=target.name))
            self.open(self.where())

        self._desk.ask(
            self,
            lambda _job: watch_audit.export_log(session, tools, target, chosen),
            done,
            label=t("actions.audit.export"),
        )
