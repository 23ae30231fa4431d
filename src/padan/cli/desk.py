"""One invocation's surroundings: who works, where, with which passphrase; opens the workspace and locks it
again.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from padan.cli.interrupts import Interrupts
from padan.cli.passphrases import PASSPHRASE, obtain
from padan.cli.progress_bar import ProgressBar
from padan.common.codes import cli as codes
from padan.common.errors import UserFault
from padan.common.progress import Cancel

if TYPE_CHECKING:
    from padan.services.ports.tools import Tools
    from padan.services.session import Session


@dataclass(frozen=True)
class Work:
    """What a verb works with while the workspace is open; on a dry run all of it forgets."""

    session: "Session"
    tools: "Tools"
    progress: ProgressBar
    cancel: Cancel
    dry_run: bool


@dataclass
class Wishes:
    """The options that every verb understands, as given before or after it; None where not given."""

    workspace: str | None = None
    officer: str | None = None
    passphrase_file: str | None = None
    json: bool = False


@dataclass
class Desk:
    """What every verb is handed."""

    interrupts: Interrupts
    wishes: Wishes = field(default_factory=Wishes)
    progress: ProgressBar = field(default_factory=ProgressBar)
    _tools: "Tools | None" = None

    @property
    def tools(self) -> "Tools":
        """Return the outside world, built when first needed: `--help` and `--version` never need it."""
        if self._tools is None:
            from padan.bootstrap import build_tools

            self._tools = build_tools()
        return self._tools

    def has_workspace(self) -> bool:
        """Tell whether a workspace was named: some verbs do more with one, and all they can without."""
        return bool(self.wishes.workspace or os.environ.get("PADAN_WORKSPACE"))

    def folder(self) -> Path:
        """Return the workspace folder or raise UserFault WORKSPACE_NOT_NAMED."""
        named = self.wishes.workspace or os.environ.get("PADAN_WORKSPACE")
        if not named:
            raise UserFault(codes.WORKSPACE_NOT_NAMED)
        return Path(named)

    def named_officer(self) -> str | None:
        """Return the officer named by option or variable, or None."""
        return self.wishes.officer or os.environ.get("PADAN_OFFICER")

    def login(self) -> str:
        """Return who works: named, or the workspace's only officer; UserFault OFFICER_NOT_NAMED otherwise."""
        from padan.services.open_workspace import look

        named = self.named_officer()
        if named:
            return named
        known = [one.login for one in look(self.tools, self.folder()).officers]
        if len(known) == 1:
            return known[0]
        raise UserFault(codes.OFFICER_NOT_NAMED, known=", ".join(sorted(known)))

    def passphrase(self) -> str:
        """Return the officer's passphrase from file, variable or prompt."""
        return obtain(PASSPHRASE, self.wishes.passphrase_file)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """Open the workspace for looking: a signal ends it at once."""
        with self._open() as session:
            yield Work(session, self.tools, self.progress, self.interrupts.cancel, dry_run=False)

    @contextmanager
    def writing(self, *, dry_run: bool) -> Iterator[Work]:
        """Open the workspace for a change: a signal ends it at a safe point; a dry run keeps nothing but
        the log.
        """
        with self._open() as session, self.interrupts.shielded() as cancel:
            if not dry_run:
                yield Work(session, self.tools, self.progress, cancel, dry_run=False)
                return
            from padan.cli.rehearsal import rehearsal

            with rehearsal(session, self.tools) as (stand_in, tools):
                yield Work(stand_in, tools, self.progress, cancel, dry_run=True)

    @contextmanager
    def _open(self) -> Iterator["Session"]:
        from padan.services.open_workspace import lock, look, unlock

        folder = self.folder()
        look(self.tools, folder)  # a wrong folder is told before anyone is asked for a passphrase
        session = unlock(self.tools, folder, self.login(), self.passphrase())
        _tell_notices(session)
        try:
            yield session
        finally:
            lock(session)


def _tell_notices(session: "Session") -> None:
    """Tell whoever sits at the terminal what unlocking noticed; scripts find it in the log."""
    if not sys.stderr.isatty():
        return
    from padan.cli.delivery import say
    from padan.cli.fault_text import words_of

    for code in session.unlocked.notices:
        say(words_of(code)[0])
    if wrong := session.unlocked.failed_attempts_before:
        say(f"{wrong} percobaan sandi yang salah sejak terakhir dibuka.")
