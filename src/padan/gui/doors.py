"""The locked window: the lock screen and the first run, watched for idleness; knows no open workplace."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from padan.common.errors import Fault
from padan.common.places import user_data
from padan.domain.settings import IDLE_MINUTES, LAST_LOGIN, WORKSPACE_FOLDER
from padan.domain.workspace import VaultOverview
from padan.gui.dialogs import Dialogs
from padan.gui.fault_texts import sentence
from padan.gui.machine_settings import MachineSettings
from padan.gui.shell.idle import IdleWatch
from padan.gui.shell.window import MainWindow
from padan.gui.tasks import Tasks
from padan.gui.texts import t
from padan.gui.unlock.presenter import Door, UnlockPresenter
from padan.gui.unlock.view import UnlockView
from padan.services.ports.tools import Tools
from padan.services.session import Session


@dataclass(frozen=True)
class Practice:
    """The practice workspace: how it is made (off the GUI thread), the passphrase everyone may know, and the
    practice partner: what it did when called, and the folder that both offices reach.
    """

    prepare: Callable[[Tools], Path]
    passphrase: str
    partner: Callable[[Tools], tuple[list[str], Path]] | None = None


@dataclass(frozen=True)
class Hall:
    """What stands before every door: the window, and what outlives a session."""

    window: MainWindow
    tools: Callable[[], Tools]
    tasks: Tasks
    dialogs: Dialogs
    machine: MachineSettings


class Doors(QObject):
    """`opened` carries the session, `ready` that something can be done. Idle: secrets on screen are gone."""

    opened = Signal(object)
    ready = Signal()

    def __init__(self, hall: Hall, folder: Path | None, training: bool, practice: Practice | None) -> None:
        super().__init__(hall.window)
        self._hall = hall
        self._training = training
        self._practice = practice
        self.folder = folder or _last_folder(hall.machine)
        self._leave_setup: Callable[[], None] | None = None
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self.forget)
        self.view, self.unlock = self._make()

    @property
    def in_sight(self) -> str:
        """The guide's name of the page in sight."""
        return "unlock" if self._hall.window.content.currentWidget() is self.view else "setup"

    def begin(self) -> None:
        """Look at the workspace, made first when it is the practice one."""
        practice = self._practice
        if practice is None:
            self.look_at(self.folder)
            return
        from padan.gui.practice import prepare_practice

        self.view.wait(True, t("shell.preparing"))
        self.view.show_hint(t("unlock.practice", passphrase=practice.passphrase))
        hall = self._hall
        prepare_practice(
            hall.tasks, self, lambda: practice.prepare(hall.tools()), self.look_at, self._not_prepared
        )

    def show(self) -> None:
        """Bring the lock screen into sight."""
        self._hall.window.show_door(self.view)
        self._watch()

    def look_at(self, folder: str | Path) -> None:
        """Show the door of the workspace in `folder`."""
        self.folder = Path(folder)
        self.unlock.look(self.folder, str(self._hall.machine.get(LAST_LOGIN)))

    def renew(self) -> None:
        """Make the lock screen anew, in the language now in use."""
        old = self.view
        self.view, self.unlock = self._make()
        self._hall.window.content.removeWidget(old)
        old.deleteLater()

    def forget(self) -> None:
        """Nobody is there: empty what was typed, close what is half open, put the recovery key away."""
        if self._leave_setup is not None:
            self._leave_setup()
            return
        if self._hall.window.workplace is None:
            self._hall.dialogs.dismiss()
            self.unlock.give_up()
            self.view.show_door()
            self._watch()

    def set_up(self, folder: str) -> None:
        """Show the first run."""
        from padan.gui.setup.presenter import SetupPresenter
        from padan.gui.setup.view import SetupView

        hall, view = self._hall, SetupView()
        presenter = SetupPresenter(hall.tools, hall.tasks, hall.dialogs, view, self._training)
        hall.window.add_door(view)
        hall.window.show_door(view)

        def leave() -> None:
            self._leave_setup = None
            hall.window.content.removeWidget(view)
            view.deleteLater()

        def made(session: Session, where: str) -> None:
            self.folder = Path(where)
            hall.window.mark_training(session.store.training)
            self._entered(session)
            leave()

        def found(where: str) -> None:
            self.show()
            self.look_at(where)
            leave()

        def abandon() -> None:
            presenter.abandon()
            self._watch()

        self._leave_setup = abandon
        presenter.made.connect(made)
        presenter.found.connect(found)
        presenter.start(folder)
        self._watch()
        self.ready.emit()

    def _make(self) -> tuple[UnlockView, UnlockPresenter]:
        hall, view = self._hall, UnlockView()
        hall.window.add_door(view)
        presenter = UnlockPresenter(Door(hall.tools, hall.tasks, hall.dialogs), view)
        presenter.opened.connect(self._entered)
        presenter.absent.connect(self.set_up)
        presenter.seen.connect(self._seen)
        view.new_wished.connect(lambda: self.set_up(""))
        return view, presenter

    def _entered(self, session: Session) -> None:
        self._idle.stop()
        if self._practice is None:
            self._hall.machine.put(WORKSPACE_FOLDER, str(self.folder))
            self._hall.machine.put(LAST_LOGIN, session.officer.login)
        self.opened.emit(session)

    def _seen(self, overview: VaultOverview) -> None:
        self.folder = self.unlock.folder
        self._hall.window.mark_training(overview.training)
        self.view.hint.setVisible(overview.training and bool(self.view.hint.text()))
        self._hall.window.show_door(self.view)
        self._watch()
        self.ready.emit()

    def _not_prepared(self, fault: Fault) -> None:
        self.view.wait(False)
        self._hall.dialogs.fault(sentence(fault))

    def _watch(self) -> None:
        """Watch as long as before an unlock: only the default and the policy are known without the store."""
        self._idle.start(float(self._hall.machine.get(IDLE_MINUTES)))


def _last_folder(machine: MachineSettings) -> Path:
    kept = str(machine.get(WORKSPACE_FOLDER))
    return Path(kept) if kept else user_data() / "ruang-kerja"
