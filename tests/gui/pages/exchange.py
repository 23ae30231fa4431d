"""The Pertukaran screen as officers use it, in two offices whose sticks are folders."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from padan.bootstrap import build_tools
from padan.domain.agreement import Addendum
from padan.domain.officer import Role
from padan.domain.workspace import LOWEST_COST
from padan.gui.exchange.view import ExchangeView
from padan.services.keep_agreement import extend
from padan.services.manage_officers import OfficerWish, add_officer
from padan.services.open_workspace import MakeWorkspace, NewOfficer, lock, make_workspace
from pages.window import Window

AGREEMENT = "dpr-bkn-2023"


def make_partner(folder: Path, passphrase: str) -> None:
    """Make BKN's training office with a petugas and a verifikator, under the same agreement."""
    tools = build_tools()
    first = NewOfficer("sari", "Sari Uji", passphrase, frozenset({Role.ADMIN, Role.PETUGAS}))
    session = make_workspace(
        tools, folder, MakeWorkspace("bkn", first, training=True, cost=LOWEST_COST)
    ).session
    for login, role in (("budi", Role.VERIFIKATOR), ("ratna", Role.PENANDA_TANGAN)):
        wish = OfficerWish(login, login.title(), passphrase, frozenset({role}), own_passphrase=True)
        add_officer(session, tools, wish)
    extend(session, AGREEMENT, Addendum("ADD/1", date(2026, 10, 1), date(2099, 1, 1)))
    lock(session)


@dataclass
class Counter:
    """One office's window at its Pertukaran screen; `stick` is where its files go."""

    window: Window
    stick: Path
    passphrase: str

    @property
    def view(self) -> ExchangeView:
        found = self.window.screen("exchange")
        assert isinstance(found, ExchangeView)
        return found

    def as_(self, login: str) -> "Counter":
        """Lock, and let another officer sit down."""
        shown = self.window.program.window
        shown.activateWindow()  # two offices stand side by side here
        self.window.bot.waitUntil(shown.isActiveWindow)
        if not self.window.locked:
            self.window.lock()
        assert self.window.locked
        self.window.unlock(login, self.passphrase)
        return self

    def use(self, action: str, *answers: Any) -> ExchangeView:
        view = self.view
        self.window.use(view, action, *answers)
        return view

    def make_keys(self) -> Path:
        """Make the office's keys, note the secret, and save the card."""
        view = self.view
        view.show_tab("keys")
        self.window.use(view, "exchange.make_keys", True)
        assert view.page == "secret"
        secret = view.secret.key.text()
        self.window.type_into(view.secret.again, secret[-8:])
        self.window.click(view.secret.done)
        self.window.settle()
        assert view.page == "main"
        card = self.stick / "kartu.json"
        self.use("exchange.save_card", card)
        return card

    def fingerprint(self) -> str:
        """Read the office's own fingerprint off the screen."""
        view = self.view
        view.show_tab("keys")
        view.pages["keys"].table.selectRow(0)
        self.window.settle()
        return view.pages["keys"].large.text()

    def befriend(self, card: Path, heard: Callable[[], str]) -> None:
        """Take the other office's card in, compare it, and have another officer trust it."""
        self.as_("sari").use("exchange.receive_card", card)
        self.window.use(self.view, "exchange.compare")
        self.window.fill(self.view, "compare", {"heard": heard()})
        self.as_("budi")
        view = self.view
        view.show_tab("keys")
        view.pages["keys"].table.selectRow(view.pages["keys"].table.model().rowCount() - 1)
        self.window.settle()
        self.window.use(view, "exchange.trust")
        self.window.fill(view, "compare", {"heard": heard()})

    def prepare(self, kind: str) -> str:
        """Prepare a package with the first subject offered; return its id."""
        view = self.use("exchange.prepare")
        view.forms["prepare"].form.set_values({"agreement": AGREEMENT, "kind": kind})
        self.window.fill(view, "prepare", {})
        assert view.page == "leaving", view.forms["prepare"].message.text()
        return view.pages["out"].table.key

    def approve(self, package: str) -> Path:
        """Look at a package as the second officer, approve it, and write it to the stick."""
        view = self.choose("out", package)
        self.window.use(view, "exchange.leaving")
        self.window.use(view, "exchange.approve", True)
        before = set(self.stick.iterdir())
        self.window.use(self.choose("out", package), "exchange.write", self.stick)
        [made] = set(self.stick.iterdir()) - before
        return made

    def send(self, kind: str) -> Path:
        """Prepare as the petugas, approve and write as the verifikator."""
        made = self.as_("sari").prepare(kind)
        return self.as_("budi").approve(made)

    def choose(self, tab: str, key: str) -> ExchangeView:
        """Choose an entry of a tab."""
        view = self.view
        view.show_tab(tab)
        view.pages[tab].table.choose(key)
        self.window.settle()
        return view

    def look(self, file: Path) -> ExchangeView:
        """Open a file up to the page that shows what is in it."""
        return self.use("exchange.open", file)

    def take(self, file: Path) -> ExchangeView:
        """Open a file and apply it."""
        view = self.look(file)
        self.window.use(view, "exchange.apply")
        return view
