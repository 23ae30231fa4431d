"""How a party's documents look: paper, margins, font, date style, kop, meterai; holds no text of a document.

A profile is copied into each document's signed content, so that a later change of the profile's file never
changes a document that exists.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from padan.domain.date_words import DateStyle


@dataclass(frozen=True)
class Letterhead:
    """The kop: agency lines (the first is set larger), address lines; `logo_svg` is an SVG text or empty."""

    lines: tuple[str, ...]
    address: tuple[str, ...] = ()
    logo_svg: str = ""


@dataclass(frozen=True)
class DocumentProfile:
    """The look of one party's documents. Lengths in millimetres, sizes in points × 10 (115 is 11,5 pt).

    `margin_top` holds without a kop; `font` is a family shipped under `resources/fonts`.
    """

    id: str
    name: str
    width: int
    height: int
    margin_top: int
    margin_bottom: int
    margin_left: int
    margin_right: int
    font: str
    size: int
    table_size: int
    date_style: DateStyle
    meterai: bool = False
    letterhead: Letterhead | None = None


A4_SANS = DocumentProfile(
    id="a4-sans",
    name="A4, huruf tanpa kait (setara Arial) 11",
    width=210,
    height=297,
    margin_top=20,
    margin_bottom=25,
    margin_left=30,
    margin_right=20,
    font="Liberation Sans",
    size=110,
    table_size=90,
    date_style=DateStyle.LOWER,
)
F4_SERIF = DocumentProfile(
    id="f4-serif",
    name="F4, huruf berkait (setara Bookman) 12",
    width=215,
    height=330,
    margin_top=20,
    margin_bottom=25,
    margin_left=30,
    margin_right=20,
    font="TeX Gyre Bonum",
    size=120,
    table_size=95,
    date_style=DateStyle.TITLE,
)
WITH_KOP = "-kop"
"""Ending of the ids of profiles whose documents open with the composing party's kop."""


def _with_kop(profile: DocumentProfile) -> DocumentProfile:
    return replace(profile, id=f"{profile.id}{WITH_KOP}", name=f"{profile.name}, dengan kop")


PROFILES: Mapping[str, DocumentProfile] = {
    one.id: one for one in (A4_SANS, F4_SERIF, _with_kop(A4_SANS), _with_kop(F4_SERIF))
}


def profile_for(profile_id: str, kop: Letterhead) -> DocumentProfile:
    """Return the profile, with `kop` where the profile asks for one; an unknown id is the default profile."""
    profile = PROFILES.get(profile_id, A4_SANS)
    return replace(profile, letterhead=kop) if profile.id.endswith(WITH_KOP) else profile


def kop_of(name: str, address: str, phone: str, email: str) -> Letterhead:
    """Return a kop of an agency's name in capitals over its address; empty parts are left out."""
    ways = [f"Telepon {phone}" if phone else "", f"pos-el {email}" if email else ""]
    reach = ", ".join(one for one in ways if one)
    return Letterhead(lines=(name.upper(),), address=tuple(one for one in (address, reach) if one))


FONTS = frozenset({"Liberation Sans", "TeX Gyre Bonum"})
"""Families under `resources/fonts`."""


def may_be_printed(profile: DocumentProfile) -> bool:
    """Tell whether the measures are those of a sheet of paper with room to write on, and the font is
    shipped.
    """
    across = profile.margin_left + profile.margin_right
    down = profile.margin_top + profile.margin_bottom
    return (
        150 <= profile.width <= 450
        and 200 <= profile.height <= 600
        and across <= profile.width - 120
        and down <= profile.height - 120
        and 70 <= profile.size <= 160
        and 60 <= profile.table_size <= 140
        and profile.font in FONTS
    )
