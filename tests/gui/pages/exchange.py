"""The Pertukaran screen as officers use it, in two offices whose sticks are folders."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel

from padan.bootstrap import build_tools
from padan.domain.agreement import Addendum
from padan.domain.officer import Role
from padan.domain.workspace import LOWEST_COST
from padan.gui.exchange.view import ExchangeView
from padan.gui.widgets.buttons import ActionButton
from padan.gui.widgets.line_link import LineLink
from padan.services.browse_data import snapshots
from padan.services.exchange import hand_over, keep_keys, open_package, plan_package, seal_package
from padan.services.exchange.plan_package import PrepareRequest
from padan.services.keep_agreement import extend
from padan.services.manage_officers import OfficerWish, add_officer
from padan.services.open_workspace import MakeWorkspace, NewOfficer, lock, make_workspace, unlock
from padan.services.ports.tools import Tools
from padan.services.session import Session
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


def button(view: ExchangeView, action: str) -> ActionButton:
    """Return the button of an action."""
    return next(found for bar in view._bars for name, found in bar.buttons.items() if name == action)


def notices(view: ExchangeView, tab: str) -> str:
    """Return what presses, as a tab says it."""
    lines = view.pages[tab].notices
    shown = [item.widget() for place in range(lines.count()) if (item := lines.itemAt(place)) is not None]
    labels = [one.words if isinstance(one, LineLink) else one for one in shown]
    return " ".join(one.text() for one in labels if isinstance(one, QLabel))


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


@dataclass(frozen=True)
class Post:
    """The same without a window, by the use cases: offices in a state of work are made so."""

    stick: Path
    passphrase: str
    tools: Tools = field(default_factory=build_tools)

    def sit(self, place: Path, login: str) -> Session:
        return unlock(self.tools, place, login, self.passphrase)

    def acquaint(self, first: Path, second: Path) -> None:
        """Make keys in both offices; two officers of each compare and trust the other's."""
        cards = {place: self._card(place) for place in (first, second)}
        for place, other in ((first, second), (second, first)):
            session = self.sit(place, "sari")
            file = self.stick / f"{cards[other]}.kartu.json"
            keep_keys.import_card(session, self.tools, str(file), file.name)
            keep_keys.compare(session, cards[other], cards[other])
            lock(session)
            session = self.sit(place, "budi")
            keep_keys.trust(session, cards[other], cards[other])
            lock(session)

    def prepare(self, place: Path, kind: str) -> str:
        """Plan a package of the office's newest snapshot, or of what waits; return its id."""
        session = self.sit(place, "sari")
        own = [one.id for one in snapshots(session) if one.party == session.store.party]
        request = PrepareRequest(AGREEMENT, kind, own[-1] if kind == "DATA" else "")
        made = plan_package.prepare(session, self.tools, request)
        lock(session)
        return made.id

    def send(self, place: Path, kind: str) -> Path:
        """Prepare, approve, write and hand over; return the file."""
        made = self.prepare(place, kind)
        session = self.sit(place, "budi")
        seal_package.approve(session, self.tools, made)
        file = hand_over.write(session, self.tools, made, str(self.stick)).file_name
        hand_over.hand_over(session, made, "USB 1", "Petugas BKN")
        lock(session)
        return self.stick / file

    def open(self, place: Path, file: Path) -> None:
        session = self.sit(place, "sari")
        open_package.open_package(session, self.tools, str(file))
        lock(session)

    def _card(self, place: Path) -> str:
        session = self.sit(place, "sari")
        made = keep_keys.make_keys(session, self.tools).key.id
        keep_keys.export_card(session, self.tools, str(self.stick / f"{made}.kartu.json"))
        lock(session)
        return made


def exchange_packages(folder: Path, partner: Path, post: Post) -> None:
    """Let the office send its register, get the receipt, and prepare another package."""
    post.acquaint(folder, partner)
    post.open(partner, post.send(folder, "DATA"))
    post.open(folder, post.send(partner, "TT"))
    post.prepare(folder, "DATA")
