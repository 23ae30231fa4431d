"""The screens of the navigation in their order; a screen's module is imported when it is first shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from padan.gui.desk import Desk
from padan.gui.widgets.screen import Screen


class Presenter(Protocol):
    """What the shell asks of a screen's presenter."""

    def open(self, place: Mapping[str, str]) -> None:
        """Show the screen's data afresh, at `place` when it names one."""
        ...

    def where(self) -> dict[str, str]:
        """Return the place in the screen, to be opened again after a lock."""
        ...


@dataclass(frozen=True)
class Made:
    """A screen with its presenter."""

    view: Screen
    presenter: Presenter


@dataclass(frozen=True)
class ScreenSpec:
    """One screen: name, icon, how it is made; `listed` ones stand in the navigation."""

    name: str
    icon: str
    make: Callable[[Desk], Made]
    listed: bool = True


def _home(desk: Desk) -> Made:
    from padan.gui.home.presenter import HomePresenter
    from padan.gui.home.view import HomeView

    view = HomeView()
    return Made(view, HomePresenter(desk, view))


def _data(desk: Desk) -> Made:
    from padan.gui.data.presenter import DataPresenter
    from padan.gui.data.view import DataView

    view = DataView()
    return Made(view, DataPresenter(desk, view))


def _matching(desk: Desk) -> Made:
    from padan.gui.matching.presenter import MatchingPresenter
    from padan.gui.matching.view import MatchingView

    view = MatchingView()
    return Made(view, MatchingPresenter(desk, view))


def _review(desk: Desk) -> Made:
    from padan.gui.review.presenter import ReviewPresenter
    from padan.gui.review.view import ReviewView

    view = ReviewView()
    return Made(view, ReviewPresenter(desk, view))


def _corrections(desk: Desk) -> Made:
    from padan.gui.corrections.presenter import CorrectionsPresenter
    from padan.gui.corrections.view import CorrectionsView

    view = CorrectionsView()
    return Made(view, CorrectionsPresenter(desk, view))


def _documents(desk: Desk) -> Made:
    from padan.gui.documents.presenter import DocumentsPresenter
    from padan.gui.documents.view import DocumentsView

    view = DocumentsView()
    return Made(view, DocumentsPresenter(desk, view))


def _exchange(desk: Desk) -> Made:
    from padan.gui.exchange.presenter import ExchangePresenter
    from padan.gui.exchange.view import ExchangeView

    view = ExchangeView()
    return Made(view, ExchangePresenter(desk, view))


def _agreements(desk: Desk) -> Made:
    from padan.gui.agreements.presenter import AgreementsPresenter
    from padan.gui.agreements.view import AgreementsView

    view = AgreementsView()
    return Made(view, AgreementsPresenter(desk, view))


def _references(desk: Desk) -> Made:
    from padan.gui.references.presenter import ReferencesPresenter
    from padan.gui.references.view import ReferencesView

    view = ReferencesView()
    return Made(view, ReferencesPresenter(desk, view))


def _oversight(desk: Desk) -> Made:
    from padan.gui.oversight.presenter import OversightPresenter
    from padan.gui.oversight.view import OversightView

    view = OversightView()
    return Made(view, OversightPresenter(desk, view))


def _preferences(desk: Desk) -> Made:
    from padan.gui.preferences.presenter import PreferencesPresenter
    from padan.gui.preferences.view import PreferencesView

    view = PreferencesView()
    return Made(view, PreferencesPresenter(desk, view))


SCREENS: tuple[ScreenSpec, ...] = (
    ScreenSpec("home", "home", _home),
    ScreenSpec("data", "data", _data),
    ScreenSpec("matching", "match", _matching),
    ScreenSpec("review", "review", _review, listed=False),
    ScreenSpec("corrections", "corrections", _corrections),
    ScreenSpec("documents", "document", _documents),
    ScreenSpec("exchange", "exchange", _exchange),
    ScreenSpec("agreements", "agreements", _agreements),
    ScreenSpec("references", "references", _references),
    ScreenSpec("oversight", "oversight", _oversight),
    ScreenSpec("preferences", "settings", _preferences),
)


def keys_of(name: str) -> str:
    """Return the keys that lead to a listed screen: its number in the navigation, Ctrl+, for settings as
    elsewhere.
    """
    listed = [spec.name for spec in SCREENS if spec.listed]
    return "Ctrl+," if name == "preferences" else f"Ctrl+{listed.index(name) + 1}"


BY_NAME: dict[str, ScreenSpec] = {spec.name: spec for spec in SCREENS}
Draft = dict[str, Any]
