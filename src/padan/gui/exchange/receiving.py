"""Packages that came: looked at first, then taken or kept aside; papers and held ones; asks the services."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from padan.common.errors import Fault, UserFault
from padan.domain.exchange.incoming import InState, Judgement, PackageIn
from padan.domain.exchange.parcel import Looked
from padan.domain.settings import OPEN_FOLDER
from padan.gui.desk import Desk
from padan.gui.exchange import in_words
from padan.gui.exchange.found import Found
from padan.gui.exchange.view import ExchangeView
from padan.gui.fault_texts import shown_line
from padan.gui.tasks import Job
from padan.gui.texts import number, t, word
from padan.services.exchange import open_package, show_exchange
from padan.services.exchange.open_package import Opened

_Looked = tuple[Looked, Judgement] | UserFault


class Receiving(QObject):
    """Nothing is taken before the officer has seen who signed, for whom, and what would change. `changed`
    carries the package that was taken or kept; `looked_at` the condition of the act that is offered.
    """

    changed = Signal(str)
    looked_at = Signal(str)

    def __init__(self, desk: Desk, view: ExchangeView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._found = Found()
        self.path = ""
        view.dropped.connect(self.look)
        view.submitted.connect(self._submitted)

    def know(self, found: Found) -> None:
        """Take what is in the store."""
        self._found = found

    def act(self, name: str, key: str) -> bool:
        """Answer an action if it is one of these; tell whether it was."""
        one = self._found.came(key)
        if name == "exchange.open":
            self._ask()
        elif name in ("exchange.apply", "exchange.set_aside"):
            self._take()
        elif one is None:
            return False
        elif name == "exchange.release":
            self._view.open_form("release", {}, {"package": one.id})
        elif name == "exchange.result":
            place = in_words.result_place(one)
            if place is not None:
                self._desk.go(place[0], **place[1])
        elif name == "exchange.paper":
            self._save_papers(one)
        else:
            return False
        return True

    def _ask(self) -> None:
        folder = str(self._desk.setting(OPEN_FOLDER) or "")
        found = self._desk.dialogs.open_file(t("exchange.open.title"), t("exchange.open.kinds"), folder)
        if found is not None:
            self._desk.remember_folder(OPEN_FOLDER, found.parent)
            self.look(str(found))

    def look(self, path: str) -> None:
        """Show what is in a file; nothing of it is taken by that."""
        session, tools = self._desk.session, self._desk.tools

        def work(_job: Job) -> _Looked:
            try:
                return open_package.look(session, tools, path)
            except UserFault as fault:
                if fault.code in open_package.LOST:  # not for us, or damaged: the log says that it came
                    open_package.open_package(session, tools, path)
                if fault.code not in open_package.SUSPECT:
                    raise
                return fault

        def done(found: _Looked) -> None:
            self.path = path
            agreements = self._found.agreement_names()
            if isinstance(found, UserFault):
                seen = in_words.distrusted(found)
            else:
                seen = in_words.seen(found[0], found[1], self._found.keys, agreements)
            self._view.arrival.show_seen(path, seen.verdict, seen.tone, seen.facts)
            self._view.turn_to("arrival")
            self.looked_at.emit(seen.taking)
            self._view.arrival.table.setFocus()

        self._desk.ask(self, work, done, label=t("exchange.working"))

    def _take(self) -> None:
        session, tools, path = self._desk.session, self._desk.tools, self.path
        self._desk.ask(
            self,
            lambda job: open_package.open_package(session, tools, path, job.progress, job.cancel),
            self._taken,
            label=t("actions.exchange.apply"),
        )

    def _taken(self, opened: Opened) -> None:
        self._view.close_form()
        self.looked_at.emit("")
        said, tone = _outcome(opened)
        self._desk.say(said, tone)
        self._view.show_tab("in")
        self.changed.emit(opened.package.id)
        self._desk.changed.emit()

    def _save_papers(self, one: PackageIn) -> None:
        """Write every paper that came in a package into one folder."""
        folder = self._desk.save_folder(t("exchange.paper.title"))
        if folder is None:
            return
        session, tools = self._desk.session, self._desk.tools

        def work(_job: Job) -> int:
            _package, names = show_exchange.package(session, one.id)
            papers = [str(name) for name in names]
            for name in papers:
                content = show_exchange.paper(session, one.id, name)
                tools.files.write(str(_free(folder, name)), content)
            return len(papers)

        self._desk.ask(
            self, work, lambda count: self._desk.say(t("exchange.paper.done", count=number(count)))
        )

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        if form != "release":
            return
        session, tools, page = self._desk.session, self._desk.tools, self._view.forms[form]
        page.wait(True)

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        def release(job: Job) -> Opened:
            package, reason = about["package"], values["reason"]
            return open_package.release(session, tools, package, reason, job.progress, job.cancel)

        self._desk.ask(self, release, self._taken, failed=failed, label=t("exchange.release.title"))


def _free(folder: Path, name: str) -> Path:
    """Return a path in the folder that no file has yet: nothing of the officer's is written over."""
    target, place = folder / name, 2
    while target.exists():
        target = folder / f"{Path(name).stem} ({place}){Path(name).suffix}"
        place += 1
    return target


def _outcome(opened: Opened) -> tuple[str, str]:
    """Return what became of a package, and in which tone."""
    one = opened.package
    if opened.state is InState.APPLIED:
        party = word("party_short", one.sender)
        told = t("exchange.arrival.taken", number=number(one.number), party=party)
        if opened.released:
            numbers = ", ".join(number(each.number) for each in opened.released)
            told = f"{told} {t('exchange.arrival.released', numbers=numbers)}"
        return told, "good"
    if opened.state is InState.DUPLICATE:
        return t("exchange.arrival.already"), "info"
    return t("exchange.arrival.kept", state=word("package_state", opened.state.value)), "warn"
