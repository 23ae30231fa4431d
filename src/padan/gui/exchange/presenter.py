"""Pertukaran's presenter: reads everything in one go, keeps the lists in sight, hands acts to its parts."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from padan.common.clock import local_date
from padan.domain.exchange.outgoing import PackageOut
from padan.domain.officer import Act
from padan.gui.desk import Desk
from padan.gui.exchange import in_words, key_words, out_words
from padan.gui.exchange.exercise import Exercise
from padan.gui.exchange.found import Found
from padan.gui.exchange.preparing import Preparing
from padan.gui.exchange.reading import read
from padan.gui.exchange.receiving import Receiving
from padan.gui.exchange.sending import Sending
from padan.gui.exchange.trusting import Trusting
from padan.gui.exchange.view import TABS, ExchangeView
from padan.gui.exchange.watching import Watching
from padan.gui.texts import t
from padan.services.exchange import show_exchange


class ExchangePresenter(QObject):
    """Three lists: what leaves, what came, the keys. A place is a tab and what is chosen in it."""

    def __init__(self, desk: Desk, view: ExchangeView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._found = Found()
        self._place: dict[str, str] = {}
        self._taking = ""
        self._papers: dict[str, bool] = {}
        self._preparing = Preparing(desk, view)
        self._sending = Sending(desk, view)
        self._receiving = Receiving(desk, view)
        self._trusting = Trusting(desk, view)
        self._exercise = Exercise(desk, view)
        self._watching = Watching(desk, self)
        self._watching.found.connect(self._notice)
        view.pages["in"].led.connect(self._receiving.look)
        self._exercise.played.connect(lambda: self.open(self.where()))
        for part, tab in ((self._sending, "out"), (self._receiving, "in"), (self._trusting, "keys")):
            part.changed.connect(lambda key, tab=tab: self.open({"tab": tab, "key": key}))
        self._preparing.prepared.connect(self._look_at_prepared)
        self._receiving.looked_at.connect(self._offer_taking)
        view.used.connect(self._act)
        view.chosen.connect(self._choose)
        view.turned.connect(lambda _tab: self._allow())
        view.stack.currentChanged.connect(lambda _page: self._allow())
        view.moved.connect(self._list)
        view.pages["out"].led.connect(self._send_waiting)
        for name, wished in (("out", "prepare"), ("in", "open"), ("keys", "make_keys")):
            view.pages[name].listed.wished.connect(lambda wished=wished: self._act(f"exchange.{wished}"))

    def open(self, place: Mapping[str, str]) -> None:
        self._place = dict(place)
        if not self._desk.may(Act.PACKAGE_VIEW):
            for page in self._view.pages.values():
                page.show_lines([], (t("exchange.not_yours"), "", ""))
            self._view.allow(self._desk.conditions())
            return
        session, papers = self._desk.session, self._desk.may(Act.DOCUMENT_VIEW)
        self._desk.ask(self, lambda _job: read(session, papers=papers), self._show)

    def where(self) -> dict[str, str]:
        tab, agreement = self._view.tab, self._view.agreement.value()
        shown = {"leaving": self._sending.shown, "arrival": self._receiving.path}.get(self._view.page, "")
        page = self._view.page if shown else ""
        key = self._view.pages[tab].table.key
        return {"tab": tab, "key": key, "agreement": agreement, "page": page, "shown": shown}

    def _show(self, found: Found) -> None:
        self._found = found
        for part in (self._preparing, self._sending, self._receiving, self._trusting):
            part.know(found)
        self._view.offer_agreements(list(found.agreement_names().items()))
        if self._place.get("agreement"):
            self._view.agreement.set_value(self._place["agreement"])
        self._list()
        tab, key = self._place.get("tab", ""), self._place.get("key", "")
        if tab in TABS:
            self._view.show_tab(tab)
            self._view.pages[tab].table.choose(key)
        self._allow()
        self._return_to(self._place.get("page", ""), self._place.get("shown", ""))
        self._watching.look()
        self._place = {}

    def _return_to(self, page: str, shown: str) -> None:
        """Show again what was looked at before a lock, read anew."""
        leaving = self._found.out(shown)
        if page == "leaving" and leaving is not None:
            self._sending.look(leaving)
        elif page == "arrival":
            self._receiving.look(shown)

    def _list(self) -> None:
        """Show what belongs to the agreement chosen."""
        wanted, exchange = self._view.agreement.value(), self._found.exchange
        outgoing = [one for one in exchange.outgoing if wanted in ("", one.agreement_id)]
        incoming = [one for one in exchange.incoming if wanted in ("", one.agreement_id)]
        lines = {
            "out": [out_words.line_of(one, one.id in exchange.overdue) for one in reversed(outgoing)],
            "in": [in_words.line_of(one) for one in reversed(incoming)],
            "keys": [key_words.line_of(one) for one in self._found.keys],
        }
        for name, shown in lines.items():
            self._view.pages[name].show_lines(shown, self._empty(name))
            self._choose(name, self._view.pages[name].table.key)
        self._view.count(**{name: len(shown) for name, shown in lines.items()})
        self._notice()

    def _notice(self) -> None:
        """Say what waits to be sent, what lies in the watched folder, and which numbers have not come."""
        wanted, exchange = self._view.agreement.value(), self._found.exchange
        mine = [one for one in exchange.waiting if wanted in ("", one.agreement_id)]
        told = [(f"{agreement}/{kind}", text) for agreement, kind, text in out_words.waiting_lines(mine)]
        may = self._desk.may(Act.PACKAGE_PREPARE)
        self._view.pages["out"].show_notices([(key if may else "", text) for key, text in told])
        missing = [one for one in exchange.missing if wanted in ("", one.agreement_id)]
        told = [("", text) for text in in_words.missing_lines(missing)]
        self._view.pages["in"].show_notices([*self._watching.lines(), *told])

    def _empty(self, name: str) -> tuple[str, str, str]:
        texts = {"out": "exchange.out_list", "in": "exchange.in_list", "keys": "exchange.key_list"}[name]
        button, act = {
            "out": ("exchange.prepare", Act.PACKAGE_PREPARE),
            "in": ("exchange.open", Act.PACKAGE_OPEN),
            "keys": ("exchange.make_keys", Act.KEY_KEEP),
        }[name]
        words = t(f"actions.{button}") if self._desk.may(act) else ""
        return t(f"{texts}.none"), t(f"{texts}.none_more"), words

    def _choose(self, tab: str, key: str) -> None:
        page = self._view.pages[tab]
        told, tone = "", "quiet"
        facts: list[str] = []
        large = file = ""
        moments = []
        names, me = self._found.exchange.names, self._desk.session.officer.id
        if tab == "out" and (out := self._found.out(key)) is not None:
            mine = out_words.may_approve(out, me, self._sending.may())
            told, tone = out_words.next_words(out, out.id in self._found.exchange.overdue, mine)
            facts, moments, file = out_words.facts(out), out_words.track(out, names), out.file_name
        elif tab == "in" and (came := self._found.came(key)) is not None:
            told, tone = in_words.next_words(came)
            facts = in_words.facts(came, names)
            self._ask_papers(came.id)
        elif tab == "keys" and (shown := self._found.key(key)) is not None:
            told, tone = key_words.next_words(shown, local_date(self._desk.session.clock.now()))
            facts, moments = key_words.facts(shown), key_words.moments(shown, names)
            large = key_words.fingerprint(shown)
        page.show_side(told, tone, facts, large, file)
        page.show_track(moments)
        self._allow()

    def _ask_papers(self, key: str) -> None:
        """Ask whether papers came with a package: the list does not say."""
        if key in self._papers:
            return
        session = self._desk.session

        def done(found: bool) -> None:
            self._papers[key] = found
            self._allow()

        self._desk.ask(self, lambda _job: bool(show_exchange.package(session, key)[1]), done)

    def _offer_taking(self, condition: str) -> None:
        self._taking = condition
        self._papers.clear()
        self._allow()

    def _allow(self) -> None:
        view, me = self._view, self._desk.session.officer.id
        found = self._desk.conditions()
        keys = {name: page.table.key for name, page in view.pages.items()}
        found |= out_words.conditions(self._sending.subject(keys["out"]), me, self._sending.may())
        found |= in_words.conditions(self._found.came(keys["in"]), self._papers.get(keys["in"], False))
        found |= key_words.conditions(self._found.key(keys["keys"]), self._found.keys, me)
        if self._taking:
            found.add(self._taking)
        view.allow(found)

    def _look_at_prepared(self, made: PackageOut) -> None:
        """Show what was prepared as soon as the lists know it."""
        session, papers = self._desk.session, self._desk.may(Act.DOCUMENT_VIEW)
        self._place = {}
        self._desk.changed.emit()

        def done(found: Found) -> None:
            self._place = {"tab": "out", "key": made.id, "agreement": self._view.agreement.value()}
            self._show(found)
            self._sending.look(made)

        self._desk.ask(self, lambda _job: read(session, papers=papers), done)

    def _send_waiting(self, key: str) -> None:
        agreement, _, kind = key.rpartition("/")
        self._preparing.start(agreement, kind)

    def _act(self, name: str) -> None:
        keys = {tab: page.table.key for tab, page in self._view.pages.items()}
        if name == "reload":
            self.open(self.where())
            return
        if name == "exchange.prepare":
            self._preparing.start(self._view.agreement.value())
            return
        own = {"exchange.partner": self._exercise.call, "exchange.watch": self._watching.choose}
        if name in own:
            own[name]()
            return
        recalled = self._found.out(keys["out"]) if name == "exchange.recall" else None
        if recalled is not None:
            self._preparing.start(recalled.agreement_id, "TARIK", recalled.id)
            return
        for part, tab in ((self._sending, "out"), (self._receiving, "in"), (self._trusting, "keys")):
            if part.act(name, keys[tab]):
                return
