"""The Data screen's presenter: lists, opens forms, shows problems, quality and people; intake has its own."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from padan.domain.snapshot import Snapshot, StoredProblem
from padan.gui.data import wording
from padan.gui.data.receiving import Receiving
from padan.gui.data.view import DataView
from padan.gui.desk import Desk
from padan.gui.fault_texts import words_of
from padan.gui.texts import number, t
from padan.services import browse_data
from padan.services.browse_data import PersonFound, ProblemText


class DataPresenter(QObject):
    """Keeps the list of snapshots in sight and answers its actions."""

    def __init__(self, desk: Desk, view: DataView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._snapshots: dict[str, Snapshot] = {}
        self._wanted = ""
        self.receiving = Receiving(desk, view)
        self.receiving.received.connect(self._received)
        view.used.connect(self._act)
        view.chosen.connect(self._choose)
        view.sought.connect(self._seek)

    def open(self, place: Mapping[str, str]) -> None:
        self._wanted = place.get("snapshot", "")
        self._view.say_state(t("common.loading"))
        self._desk.ask(self, lambda _job: browse_data.snapshots(self._desk.session), self._show)

    def where(self) -> dict[str, str]:
        return {"snapshot": self._view.table.key}

    def _show(self, found: list[Snapshot]) -> None:
        self._snapshots = {one.id: one for one in found}
        self._view.show_snapshots([wording.snapshot_line(one) for one in found])
        if self._wanted:
            self._view.table.choose(self._wanted)
        self._choose(self._view.table.key)

    def _choose(self, key: str) -> None:
        chosen = self._snapshots.get(key)
        self._view.show_detail(wording.snapshot_detail(chosen) if chosen else "")
        self._view.allow(self._desk.conditions() | ({"chosen"} if chosen else set()))

    def _act(self, name: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "data.receive": lambda: self.receiving.start(""),
            "data.problems": self._problems,
            "data.problems_export": self._export_problems,
            "data.quality": self._quality,
            "data.find": lambda: self._view.show_search(t("data.find.title_of", name=self._name())),
            "reload": lambda: self.open(self.where()),
        }
        if name in acts:
            acts[name]()

    def _name(self) -> str:
        chosen = self._snapshots.get(self._view.table.key)
        return f"{chosen.register} {chosen.position.isoformat()}" if chosen else ""

    def _received(self, snapshot_id: str) -> None:
        self.open({"snapshot": snapshot_id})
        self._desk.changed.emit()

    def _problems(self) -> None:
        key, title = self._view.table.key, t("data.problems_of", name=self._name())

        def done(found: list[StoredProblem]) -> None:
            lines = [wording.problem_line(n, one) for n, one in enumerate(found)]
            self._view.show_problems(title, lines)

        self._desk.ask(self, lambda _job: browse_data.problems(self._desk.session, key), done)

    def _export_problems(self) -> None:
        key = self._view.table.key
        title, kinds = t("actions.data.problems_export"), t("data.export_kinds")
        target = self._desk.save_target(title, kinds, t("data.problems_file"))
        if target is None:
            return
        session, tools = self._desk.session, self._desk.tools

        def work(_job: object) -> str:
            found = browse_data.problems(session, key, limit=1_000_000)
            texts = {code: ProblemText(*_words(code)) for code in {one.code for one in found}}
            return browse_data.export_problems(session, tools, key, target, texts)

        self._desk.ask(self, work, lambda _digest: self._desk.say(t("common.saved_file", file=target.name)))

    def _quality(self) -> None:
        key, title = self._view.table.key, t("data.quality_of", name=self._name())

        def done(found: dict[str, object]) -> None:
            self._view.show_quality(title, wording.quality_summary(found), wording.quality_lines(found))

        self._desk.ask(
            self,
            lambda _job: browse_data.snapshot_quality(self._desk.session, self._desk.tools, key),
            done,
            label=t("data.quality_name"),
        )

    def _seek(self, text: str) -> None:
        key = self._view.table.key

        def done(found: list[PersonFound]) -> None:
            told = t("data.find.found", count=number(len(found))) if found else t("data.find.nobody")
            self._view.show_people([wording.person_line(one) for one in found], told)

        self._desk.ask(self, lambda _job: browse_data.find_person(self._desk.session, key, text), done)


def _words(code: int) -> tuple[str, str]:
    told = words_of(code, {})
    return told.message, told.remedy
