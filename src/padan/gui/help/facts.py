"""Version and environment in words, and the problem report: codes and counts, never a name or a path."""

import locale
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from padan import __version__
from padan.gui.texts import language, t
from padan.gui.theme.look import look


@dataclass(frozen=True)
class Trouble:
    """What a report is made of besides the environment: the screen, the roles, the last faults."""

    screen: str = ""
    roles: Sequence[str] = ()
    faults: Sequence[tuple[str, str]] = ()


def environment() -> list[str]:
    """Return version and environment, a fact to a line."""
    screen = QGuiApplication.primaryScreen()
    size, scale = screen.size(), screen.devicePixelRatio()
    facts = (
        ("version", __version__),
        ("system", f"{platform.system()} {platform.release()} {platform.machine()}"),
        ("python", sys.version.split()[0]),
        ("qt", f"{qVersion()} ({QGuiApplication.platformName()})"),
        ("screen", f"{size.width()}×{size.height()} · {scale:g}"),
        ("look", f"{look().colours.name} · {language()} · {QGuiApplication.font().pointSizeF():g} pt"),
        ("locale", locale.getlocale()[0] or "-"),
        ("frozen", t("common.yes") if getattr(sys, "frozen", False) else t("common.no")),
    )
    return [f"{t(f'help.fact.{name}')}: {value}" for name, value in facts]


def report(trouble: Trouble) -> str:
    """Return the whole report, to be read in full before it goes anywhere."""
    lines = [t("help.report_head"), "", *environment(), ""]
    lines += [f"{t('help.fact.in_sight')}: {trouble.screen or '-'}"]
    lines += [f"{t('help.fact.roles')}: {', '.join(trouble.roles) or '-'}", "", t("help.report_faults")]
    lines += [f"{at} {code}" for at, code in trouble.faults] or ["-"]
    lines += ["", t("help.report_told"), "-"]
    return "\n".join(lines)
