"""Pengawasan's presenter: shows the log in pages and has it verified; changes nothing."""

import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from padan.domain.audit import AuditEntry, AuditVerdict
from padan.domain.officer import Act, may
from padan.gui.desk import Desk
from padan.gui.oversight.view import OversightView
from padan.gui.tasks import Job
from padan.gui.texts import moment, number, t, word
from padan.gui.widgets.table import Line
from padan.services import manage_officers, watch_audit

_PAGE = 500


class OversightPresenter(QObject):
    """The newest entries first; more on request."""

    def __init__(self, desk: Desk, view: OversightView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._limit = _PAGE
        view.used.connect(self._act)

    def open(self, place: Mapping[str, str]) -> None:
        if not may(self._desk.session.officer, Act.AUDIT_VIEW):
            self._view.show_entries([], t("oversight.not_yours"))
            self._view.allow(self._desk.conditions())
            return
        self._view.say_state(t("common.loading"))
        session = self._desk.session

        def work(_job: Job) -> tuple[Sequence[AuditEntry], dict[str, str]]:
            names = {one.id: one.name for one in manage_officers.list_officers(session)}
            return watch_audit.audit_entries(session), names

        self._desk.ask(self, work, lambda found: self._show(*found))

    def where(self) -> dict[str, str]:
        return {}

    def _show(self, entries: Sequence[AuditEntry], names: dict[str, str]) -> None:
        newest = list(reversed(entries))[: self._limit]
        told = t("oversight.shown", shown=number(len(newest)), total=number(len(entries)))
        self._view.show_entries([_line(one, names) for one in newest], told)
        extra = {"more"} if len(entries) > self._limit else set()
        self._view.allow(self._desk.conditions() | extra)

    def _act(self, name: str) -> None:
        if name == "audit.verify":
            self._verify()
        elif name == "audit.more":
            self._limit += _PAGE
            self.open({})
        elif name == "reload":
            self.open({})

    def _verify(self) -> None:
        def done(verdict: AuditVerdict) -> None:
            if verdict.intact:
                told = t(
                    "oversight.intact",
                    size=number(verdict.checkpoint.size),
                    hash=verdict.checkpoint.hash[:16],
                )
                self._view.show_verdict(told, "good")
            else:
                why = word("breach", verdict.breach.value) if verdict.breach else ""
                self._view.show_verdict(
                    t("oversight.broken", at=number(verdict.broken_at or 0), why=why), "bad"
                )
            self.open({})

        self._desk.ask(
            self,
            lambda _job: watch_audit.verify_audit(self._desk.session),
            done,
            label=t("actions.audit.verify"),
        )


def _line(one: AuditEntry, names: dict[str, str]) -> Line:
    details = json.dumps(one.details, ensure_ascii=False, sort_keys=True) if one.details else ""
    cells = (
        number(one.sequence),
        moment(one.at),
        names.get(one.officer_id, one.officer_id),
        word("act", one.action),
        one.subject,
        word("outcome", one.outcome),
        details,
        one.hash[:12],
    )
    return Line(str(one.sequence), cells, {0: one.sequence, 1: one.sequence})
