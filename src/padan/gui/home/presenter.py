"""Gathers what Beranda shows; changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from padan.common.clock import local_date
from padan.domain.run import Run
from padan.domain.snapshot import Snapshot
from padan.gui.desk import Desk
from padan.gui.home import wording
from padan.gui.home.state import HomeState
from padan.gui.home.view import HomeView
from padan.gui.texts import day_with_name
from padan.services import browse_data, keep_agreement, show_results, show_waiting
from padan.services.keep_agreement import AgreementView
from padan.services.show_waiting import Waiting


@dataclass(frozen=True)
class _Found:
    agreements: list[AgreementView]
    waiting: list[Waiting]
    snapshots: list[Snapshot]
    runs: list[Run]


class HomePresenter(QObject):
    """Asks four questions in one go and shows the answers."""

    def __init__(self, desk: Desk, view: HomeView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        view.led.connect(lambda screen, place: desk.go(screen, **place))
        view.used.connect(lambda _name: self.open({}))

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
        )

    def _show(self, found: _Found) -> None:
        session = self._desk.session
        links = wording.waiting_links(found.waiting, found.agreements)
        last = found.runs[0] if found.runs else None
        state = HomeState(
            greeting=wording.greeting(session.officer, day_with_name(local_date(session.clock.now()))),
            agreements=wording.agreement_lines(found.agreements),
            waiting=links,
            last=wording.last_run_lines(last),
            next_step=wording.next_step(self._desk.conditions(), found.snapshots, found.runs, links),
        )
        self._view.show_home(state)
        self._view.allow(self._desk.conditions())
