"""Opens the door: looks at the folder, unlocks, recovers, and insists on an own passphrase; draws nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from padan.common.codes import store as codes
from padan.common.errors import Fault
from padan.domain.workspace import VaultOverview
from padan.gui.dialogs import Dialogs
from padan.gui.fault_texts import shown_line
from padan.gui.tasks import Done, Failed, Job, Outcome, Tasks
from padan.gui.texts import t
from padan.gui.unlock.view import LockedWorkspace, UnlockView
from padan.services import manage_officers, open_workspace
from padan.services.ports.tools import Tools
from padan.services.session import Session

ToolsMaker = Callable[[], Tools]


@dataclass(frozen=True)
class Door:
    """What the door needs from outside."""

    tools: ToolsMaker
    tasks: Tasks
    dialogs: Dialogs


class UnlockPresenter(QObject):
    """`opened` carries the session; `absent` a folder that holds no workspace; `seen` what a locked one
    shows.
    """

    opened = Signal(object)
    absent = Signal(str)
    seen = Signal(object)

    def __init__(self, door: Door, view: UnlockView) -> None:
        super().__init__(view)
        self._door = door
        self._view = view
        self.folder = Path()
        self._half_open: Session | None = None
        view.entered.connect(self.unlock)
        view.changed.connect(self.change)
        view.recovered.connect(self.recover)
        view.elsewhere.connect(self.choose_folder)
        view.change.dismissed.connect(self.give_up)

    def look(self, folder: Path, login: str = "") -> None:
        """Show the door of `folder`, or tell that there is none."""
        self.folder = folder

        def done(overview: VaultOverview) -> None:
            logins = [one.login for one in overview.officers]
            self._view.show(LockedWorkspace(str(folder), overview.party, logins, login))
            self._view.say("")
            self.seen.emit(overview)

        def failed(fault: Fault) -> None:
            if fault.code in (codes.NOT_A_WORKSPACE, codes.STORE_MISSING):
                self.absent.emit(str(folder))
                return
            self._view.show(LockedWorkspace(str(folder), "", [], ""))
            self._tell(fault)

        self._ask(lambda: open_workspace.look(self._door.tools(), folder), done, failed)

    def unlock(self, login: str, passphrase: str) -> None:
        """Try the passphrase."""
        self._view.wait(True, t("unlock.busy") if self._door.tasks.busy else "")
        folder = self.folder
        self._ask(
            lambda: open_workspace.unlock(self._door.tools(), folder, login, passphrase),
            self._through,
            self._refused,
        )

    def change(self, values: dict[str, Any]) -> None:
        """Replace the one-time passphrase and open again with the officer's own."""
        session = self._half_open
        if session is None or not self._repeated(values):
            return
        folder = self.folder

        def work() -> Session:
            tools = self._door.tools()
            manage_officers.change_passphrase(session, tools, values["old"], values["new"])
            open_workspace.lock(session)
            return open_workspace.unlock(tools, folder, session.officer.login, values["new"])

        self._view.change.wait(True)
        self._ask(work, self._through, self._tell)

    def recover(self, values: dict[str, Any]) -> None:
        """Open with the recovery key and a new passphrase."""
        if not self._repeated(values):
            return
        folder = self.folder
        self._view.recover.wait(True)
        self._ask(
            lambda: open_workspace.recover(
                self._door.tools(), folder, values["key"], values["login"], values["new"]
            ),
            self._through,
            self._tell,
        )

    def choose_folder(self) -> None:
        """Let the officer point at another workspace."""
        found = self._door.dialogs.folder(t("unlock.elsewhere"), str(self.folder))
        if found is not None:
            self.look(found)

    def _through(self, session: Session) -> None:
        if session.unlocked.must_change:
            self._half_open = session
            self._view.ask_change(session.officer.login)
            return
        self._half_open = None
        self._view.show_door()
        self._view.say("")
        self.opened.emit(session)

    def give_up(self) -> None:
        """The officer did not want an own passphrase now: close what was opened for that."""
        session, self._half_open = self._half_open, None
        if session is not None:
            self._ask(lambda: open_workspace.lock(session), lambda _none: None, self._tell)

    def _repeated(self, values: dict[str, Any]) -> bool:
        if values["new"] == values["again"]:
            return True
        self._view.say(t("unlock.not_repeated"))
        return False

    def _refused(self, fault: Fault) -> None:
        self._view.retry()
        self._tell(fault)

    def _tell(self, fault: Fault) -> None:
        self._view.wait(False)
        self._view.say(shown_line(fault))

    def _ask(
        self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Fault], None]
    ) -> None:
        def finish(outcome: Outcome) -> None:
            if isinstance(outcome, Done):
                done(outcome.value)
            elif isinstance(outcome, Failed):
                failed(outcome.fault)

        self._door.tasks.on_store(Job(lambda _job: work(), self, finish))
