"""The Data screen's presenter: lists, opens forms, shows problems, quality and people; intake has its own."""

from collections.abc import Callable, Mapping
from typing import Any

from padan.domain.snapshot import Snapshot
from padan.gui.data import snapshot_words, wording
from padan.gui.data.looking import Looking
from padan.gui.data.people import People
from padan.gui.data.receiving import Receiving
from padan.gui.data.view import DataView
from padan.gui.desk import Desk
from padan.gui.fault_texts import words_of
from padan.gui.run_words import snapshot_name
from padan.gui.texts import t
from padan.services import browse_data
from padan.services.browse_data import ProblemText


class DataPresenter(Looking):
    """Keeps the list of snapshots in sight and answers its actions."""

    def __init__(self, desk: Desk, view: DataView) -> None:
        super().__init__(desk, view)
        self._place: dict[str, str] = {}
        self.receiving = Receiving(desk, view)
        self.receiving.received.connect(self._received)
        view.used.connect(self._act)
        view.chosen.connect(self._choose)
        view.submitted.connect(self._submitted)
        self.people = People(desk, view)

    def open(self, place: Mapping[str, str]) -> None:
        self._place = dict(place)
        self._view.say_state(t("common.loading"))
        self._desk.ask(self, lambda _job: browse_data.snapshots(self._desk.session), self._show)

    def where(self) -> dict[str, str]:
        return {"snapshot": self._view.table.key, **self.people.where(), **super().where()}

    def _show(self, found: list[Snapshot]) -> None:
        self._snapshots = {one.id: one for one in found}
        self._view.show_snapshots([wording.snapshot_line(one) for one in found])
        place, self._place = self._place, {}
        if place.get("snapshot"):
            self._view.table.choose(place["snapshot"])
        self._choose(self._view.table.key)
        if self._view.page == "compare":  # a lock brought the form back before its choices were known
            self._offer_compare()
        self.people.return_to(place)
        self.return_to(place)

    def _choose(self, key: str) -> None:
        chosen = self._snapshots.get(key)
        self._view.show_detail(wording.snapshot_detail(chosen) if chosen else "")
        kin = snapshot_words.kin_of(chosen, list(self._snapshots.values())) if chosen else []
        title = t("data.timeline_of", register=chosen.register) if chosen else ""
        self._view.show_timeline(title, snapshot_words.moments(kin), key)
        self._allow()

    def _allow(self) -> None:
        found = self._desk.conditions() | self.people.conditions()
        chosen = self._snapshots.get(self._view.table.key)
        if chosen is not None:
            found.add("chosen")
            if len(snapshot_words.kin_of(chosen, list(self._snapshots.values()))) > 1:
                found.add("comparable")
        failing = [line.order.get(3) for line in self._view.rules.lines if line.key == self._view.rules.key]
        if failing and failing[0]:
            found.add("failing")
        self._view.allow(found)

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        if form == "reveal":
            self.people.reveal(values, about)
        elif form == "compare":
            self._compare(values)

    def _offer_compare(self) -> list[Snapshot]:
        """Offer the snapshots of the chosen one's register, newest first; return them."""
        chosen = self._snapshots.get(self._view.table.key)
        kin = snapshot_words.kin_of(chosen, list(self._snapshots.values())) if chosen else []
        self._view.offer_compare([(one.id, snapshot_name(one)) for one in kin])
        return kin

    def _act(self, name: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "data.receive": lambda: self.receiving.start(""),
            "data.problems": self._problems,
            "data.problems_export": self._export_problems,
            "data.quality": self._quality,
            "data.find": self.people.open_search,
            "data.person": lambda: self.people.open_person(self._view.person_key()),
            "data.reveal": self.people.ask_reason,
            "data.quality_rows": self._quality_rows,
            "data.detail": self._detail,
            "data.compare": self._open_compare,
            "data.refresh": self._allow,
            "reload": lambda: self.open(self.where()),
        }
        if name in acts:
            acts[name]()

    def _received(self, snapshot_id: str) -> None:
        self.open({"snapshot": snapshot_id})
        self._desk.changed.emit()

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

    def _open_compare(self) -> None:
        chosen = self._snapshots[self._view.table.key]
        kin = self._offer_compare()
        place = kin.index(chosen)
        before = kin[place + 1] if place + 1 < len(kin) else kin[place - 1]
        self._view.open_form("compare", {"before": before.id, "now": chosen.id})


def _words(code: int) -> tuple[str, str]:
    told = words_of(code, {})
    return told.message, told.remedy
