"""Pengaturan's presenter: settings and officers; passphrase, backup and checks are in safety."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from padan.common.errors import Fault
from padan.domain.officer import Act, Officer, Role, login_of
from padan.domain.settings import (
    FONT_PERCENT,
    LANGUAGE,
    OFFERED,
    THEME,
    SettingScope,
)
from padan.gui.desk import Desk
from padan.gui.fault_texts import shown_line
from padan.gui.machine_settings import MachineSettings
from padan.gui.preferences.safety import Safety
from padan.gui.preferences.view import PreferencesView
from padan.gui.texts import t, word
from padan.gui.theme.look import look
from padan.gui.widgets.table import Line
from padan.services import keep_settings, manage_officers
from padan.services.manage_officers import OfficerWish


class PreferencesPresenter(QObject):
    """Machine settings take effect at once; the store's after they are kept."""

    def __init__(self, desk: Desk, view: PreferencesView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._officers: dict[str, Officer] = {}
        self._safety = Safety(desk, view)
        view.saved.connect(self._save)
        view.used.connect(self._act)
        view.chosen.connect(self._choose)
        view.submitted.connect(self._submitted)

    @property
    def _machine(self) -> MachineSettings:
        return self._desk.machine

    def open(self, place: Mapping[str, str]) -> None:
        machine = self._machine
        values = {one.name: self._desk.setting(one) for one in OFFERED}
        self._view.show_settings(values, self._desk.may(Act.SETTINGS), sorted(machine.fixed))
        told = t("preferences.policy", file=str(machine.policy)) if machine.fixed else ""
        self._view.show_policy(t("preferences.policy_damaged") if machine.policy_damaged else told)
        self._view.tabs.setCurrentIndex(int(place.get("tab", self._view.tabs.currentIndex())))
        if place.get("page") == "recovery" and self._desk.may(Act.OFFICERS_MANAGE):
            self._view.turn_to("recovery")
        self._safety.show()
        self._desk.ask(self, lambda _job: manage_officers.list_officers(self._desk.session), self._show)

    def where(self) -> dict[str, str]:
        return {"tab": str(self._view.tabs.currentIndex())}

    def _show(self, found: list[Officer]) -> None:
        self._officers = {one.login: one for one in found}
        self._view.show_officers([_line(one) for one in found])
        self._choose(self._view.officers.key)

    def _choose(self, key: str) -> None:
        found = self._desk.conditions()
        chosen = self._officers.get(key)
        if chosen is not None and chosen.active:
            found.add("chosen")
            if chosen.id != self._desk.session.officer.id:
                found.add("other")
        self._view.allow(found)

    def _save(self, values: dict[str, Any]) -> None:
        desk, machine = self._desk, self._machine
        changed = [one for one in OFFERED if values[one.name] != desk.setting(one)]
        changed = [one for one in changed if one.name not in machine.fixed]
        for setting in changed:
            if setting.scope is SettingScope.MACHINE:
                machine.put(setting, values[setting.name])
        look().choose(str(machine.get(THEME)), int(machine.get(FONT_PERCENT)))
        kept = [one for one in changed if one.scope is not SettingScope.MACHINE]

        def work(_job: object) -> None:
            for setting in kept:
                keep_settings.change_setting(desk.session, setting, values[setting.name], machine.fixed)

        def done(_none: None) -> None:
            desk.settings.update({one.name: values[one.name] for one in kept})
            desk.settled.emit()
            desk.changed.emit()
            self.open({})
            if LANGUAGE in changed:
                desk.language_wished.emit(str(machine.get(LANGUAGE)))
            desk.say(t("preferences.saved"))

        desk.ask(self, work, done)

    def _act(self, name: str) -> None:
        key = self._view.officers.key
        acts: dict[str, Callable[[], object]] = {
            "officer.add": lambda: self._view.open_form("add"),
            "officer.edit": lambda: self._open_edit(key),
            "officer.remove": lambda: self._remove(key),
            "passphrase.change": lambda: self._view.open_form("passphrase"),
        }
        if name in acts:
            acts[name]()
        else:
            self._safety.act(name)

    def _open_edit(self, login: str) -> None:
        one = self._officers.get(login)
        if one is not None and one.active:
            roles = [role.value for role in sorted(one.roles)]
            values: dict[str, Any] = {"name": one.name, "nip": one.nip, "pangkat": one.pangkat}
            self._view.open_form("edit", {**values, "jabatan": one.jabatan, "roles": roles}, {"login": login})

    def _remove(self, login: str) -> None:
        session, tools = self._desk.session, self._desk.tools
        question = t("preferences.remove", name=self._officers[login].name)
        if self._desk.dialogs.confirm(question, t("preferences.remove_more"), t("actions.officer.remove")):
            self._desk.ask(
                self,
                lambda _job: manage_officers.remove_officer(session, tools, login),
                lambda _none: self._told("preferences.removed"),
                label=t("preferences.removing"),
            )

    def _submitted(self, form: str, values: dict[str, Any], about: dict[str, str]) -> None:
        session, tools = self._desk.session, self._desk.tools
        page = self._view.forms[form]
        if form != "edit" and values["again"] != values["passphrase" if form == "add" else "new"]:
            page.say(t("unlock.not_repeated"))
            return
        if form == "add" and not login_of(values["login"]):
            page.say(t("officers.login_wrong"))
        elif form == "add":
            self._send(form, lambda: manage_officers.add_officer(session, tools, _wish(values)))
        elif form == "edit":
            known = self._officers[about["login"]]
            changed = replace(
                known,
                name=values["name"],
                nip=values["nip"],
                pangkat=values["pangkat"],
                jabatan=values["jabatan"],
                roles=frozenset(Role(one) for one in values["roles"]),
            )
            self._send(form, lambda: manage_officers.edit_officer(session, changed))
        else:
            old, new = values["old"], values["new"]
            self._send(form, lambda: manage_officers.change_passphrase(session, tools, old, new))

    def _send(self, form: str, work: Callable[[], object]) -> None:
        page = self._view.forms[form]
        page.wait(True)

        def done(_value: object) -> None:
            self._view.close_form()
            self._told(f"preferences.{form}.done")

        def failed(fault: Fault) -> None:
            page.wait(False)
            page.say(shown_line(fault))

        self._desk.ask(self, lambda _job: work(), done, failed=failed)

    def _told(self, key: str) -> None:
        self._desk.say(t(key))
        self.open({})


def _wish(values: dict[str, Any]) -> OfficerWish:
    return OfficerWish(
        login=login_of(values["login"]),
        name=values["name"],
        passphrase=values["passphrase"],
        roles=frozenset(Role(one) for one in values["roles"]),
        nip=values["nip"],
        pangkat=values["pangkat"],
        jabatan=values["jabatan"],
        own_passphrase=values["own"],
    )


def _line(one: Officer) -> Line:
    roles = ", ".join(word("role", role.value) for role in sorted(one.roles))
    state = t("preferences.active") if one.active else t("preferences.inactive")
    return Line(one.login, (one.login, one.name, roles, one.nip, one.jabatan, state))
