"""What Beranda shows, as plain values; made by wording, drawn by the view."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Link:
    """A sentence that leads somewhere."""

    text: str
    screen: str
    place: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class HomeState:
    """Everything Beranda shows; an agreement is (name, state in words, tone)."""

    greeting: str
    agreements: list[tuple[str, str, str]]
    waiting: list[Link]
    last: list[str]
    next_step: Link
