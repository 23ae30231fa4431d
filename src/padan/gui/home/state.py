"""What Beranda shows, as plain values; made by wording, drawn by the view."""

from dataclasses import dataclass, field

from padan.gui.widgets.chart import Part


@dataclass(frozen=True)
class Link:
    """A sentence that leads somewhere; `tone` says how pressing it is."""

    text: str
    screen: str
    place: dict[str, str] = field(default_factory=dict)
    tone: str = "quiet"


@dataclass(frozen=True)
class AgreementCard:
    """One agreement: its parties, its state in words, the duties that press."""

    name: str
    state: str
    tone: str
    duties: tuple[Link, ...] = ()
    place: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Composition:
    """The last matching: its name, the chart's parts, its legend as (key, words, series), where it leads."""

    name: str
    parts: tuple[Part, ...] = ()
    legend: tuple[tuple[str, str, int], ...] = ()
    run: str = ""


@dataclass(frozen=True)
class HomeState:
    """Everything Beranda shows; `empty` explains a workspace that holds nothing yet."""

    greeting: str
    next_step: Link
    agreements: tuple[AgreementCard, ...]
    waiting: tuple[Link, ...]
    exchange: tuple[Link, ...]
    quality: tuple[Link, ...]
    composition: Composition
    empty: str = ""
