"""Gathers what Beranda shows; changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject

from padan.common.clock import local_date
from padan.domain.officer import Act
from padan.domain.run import Run
from padan.domain.snapshot import Snapshot
from padan.gui.desk import Desk
from padan.gui.home import wording
from padan.gui.home.state import HomeState
from padan.gui.home.view import HomeView
from padan.gui.texts import day_with_name
from padan.services import back_up, browse_data, keep_agreement, show_results, show_waiting
from padan.services.exchange import show_exchange
from padan.services.exchange.show_exchange import Exchange
from padan.services.keep_agreement import AgreementView
from padan.services.show_waiting import Waiting


@dataclass(frozen=True)
class _Found:
    agreements: list[AgreementView]
    waiting: list[Waiting]
    snapshots: list[Snapshot]
    runs: list[Run]
    last_backup: datetime | None
    exchange: Exchange | None


class HomePresenter(QObject):
    """Asks its questions in one go and shows the answers."""

    def __init__(self, desk: Desk, view: HomeView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._run = ""
        view.led.connect(lambda screen, place: desk.go(screen, **place))
        view.used.connect(lambda _name: self.open({}))
        view.part.connect(self._open_part)

    def open(self, place: Mapping[str, str]) -> None:
        self._desk.ask(self, lambda _job: self._gather(), self._show)

    def where(self) -> dict[str, str]:
        return {}

    def _gather(self) -> _Found:
        session = self._desk.session
        return _Found(
            keep_agreement.agreements(session),
            show_waiting.waiting(session),
            browse_data.snapshots(session),
            show_results.runs(session),
            back_up.last_backup(session) if self._desk.may(Act.BACKUP) else None,
            show_exchange.exchange(session) if self._desk.may(Act.PACKAGE_VIEW) else None,
        )

    def _show(self, found: _Found) -> None:
        session, acts = self._desk.session, self._desk.conditions()
        today = local_date(session.clock.now())
        waiting = wording.waiting_links(found.waiting, found.agreements)
        step = wording.next_step(acts, found.snapshots, found.runs, waiting)
        if self._desk.may(Act.BACKUP) and found.snapshots:
            reminder = wording.backup_link(found.last_backup, today)
            waiting = (*waiting, reminder) if reminder is not None else waiting
        composition = wording.composition(found.runs[0] if found.runs else None)
        self._run = composition.run
        packages = wording.package_links(found.exchange, today) if found.exchange is not None else ()
        state = HomeState(
            greeting=wording.greeting(session.officer.name, day_with_name(today)),
            next_step=step,
            agreements=wording.agreement_cards(found.agreements),
            waiting=waiting,
            exchange=(*packages, *wording.exchange_links(found.snapshots, today)),
            quality=wording.quality_links(found.snapshots),
            composition=composition,
            empty=wording.empty_words(acts, found.snapshots),
        )
        self._view.show_home(state)
        self._view.allow(acts)

    def _open_part(self, name: str) -> None:
        """Open the findings of one class of the last matching; doubtful pairs lead to their review."""
        if name == "review" and self._desk.may(Act.REVIEW_VIEW):
            self._desk.go("review", run=self._run)
        else:
            self._desk.go("matching", run=self._run, page="findings", klass=name)
