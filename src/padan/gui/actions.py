"""The one table of actions: icon, shortcut, who may, enabled when; the words are in
resources/texts/id/actions.toml.

It also feeds the shortcut list of the guide. An action is enabled when every condition in `when` holds; the
condition `may:<act>` comes from the officer's roles, the others from the presenter that shows the selection.
"""

from collections.abc import Collection
from dataclasses import dataclass

from padan.domain.officer import PERMISSIONS, Act
from padan.gui.texts import known, t, word


@dataclass(frozen=True)
class ActionSpec:
    """One action. `act` is the right it needs, None when anyone may; `when` names the other conditions."""

    name: str
    icon: str = ""
    shortcut: str = ""
    act: Act | None = None
    when: frozenset[str] = frozenset()
    main: bool = False

    @property
    def text(self) -> str:
        return t(f"actions.{self.name}")

    def enabled(self, conditions: Collection[str]) -> bool:
        """Tell whether the action may be used now."""
        if self.act is not None and f"may:{self.act.value}" not in conditions:
            return False
        return self.when.issubset(conditions)

    def reason(self, conditions: Collection[str]) -> str:
        """Say why it is disabled; empty when it is enabled or the reason is plain to see."""
        if self.act is not None and f"may:{self.act.value}" not in conditions:
            roles = ", ".join(word("role", role.value) for role in sorted(PERMISSIONS[self.act]))
            return t("actions_why.role", roles=roles)
        lacking = sorted(self.when.difference(conditions))
        key = f"actions_why.{lacking[0]}" if lacking else ""
        return t(key) if key and known(key) else ""


def _spec(
    name: str, act: Act | None = None, *when: str, icon: str = "", key: str = "", main: bool = False
) -> ActionSpec:
    return ActionSpec(name, icon, key, act, frozenset(when), main)


_CHOSEN = "chosen"

_TABLE = (
    _spec("lock", icon="lock", key="Ctrl+L"),
    _spec("quit", key="Ctrl+Q"),
    _spec("help.guide", icon="help", key="F1"),
    _spec("help.shortcuts"),
    _spec("help.steps"),
    _spec("help.report"),
    _spec("help.about", icon="info"),
    _spec("reload", icon="reload", key="F5"),
    _spec("data.receive", Act.DATA_RECEIVE, icon="receive", key="Ctrl+O", main=True),
    _spec("data.problems", Act.DATA_VIEW, _CHOSEN),
    _spec("data.problems_export", Act.DATA_VIEW, _CHOSEN),
    _spec("data.quality", Act.MATCHING_VIEW, _CHOSEN),
    _spec("data.find", Act.DATA_VIEW, icon="search", key="Ctrl+F"),
    _spec("data.compare", Act.DATA_VIEW, "comparable", icon="compare"),
    _spec("data.detail", None, _CHOSEN, icon="info"),
    _spec("data.person", Act.DATA_VIEW, "person", icon="person"),
    _spec("data.reveal", Act.DATA_VIEW, "masked", icon="reveal", key="Ctrl+R"),
    _spec("data.quality_rows", Act.DATA_VIEW, "failing"),
    _spec("matching.run", Act.MATCHING_RUN, icon="match", key="Ctrl+M", main=True),
    _spec("matching.result", Act.MATCHING_VIEW, _CHOSEN),
    _spec("matching.findings", Act.DATA_VIEW, _CHOSEN),
    _spec("matching.review", Act.REVIEW_VIEW, _CHOSEN),
    _spec("matching.compare", Act.MATCHING_VIEW, _CHOSEN),
    _spec("matching.export", Act.EXPORT, _CHOSEN),
    _spec("matching.explain", Act.DATA_VIEW, "finding"),
    _spec("matching.explain_pair", Act.DATA_VIEW, _CHOSEN),
    _spec("findings.columns", icon="columns"),
    _spec("findings.keep", None, "loaded", icon="star"),
    _spec("findings.drop", None, "kept_view"),
    _spec("findings.clear", None, "narrowed", icon="filter", key="Ctrl+Backspace"),
    _spec("matching.propose", Act.CORRECTION_PROPOSE, _CHOSEN),
    _spec("review.same", Act.REVIEW_DECIDE, "pair", key="S"),
    _spec("review.different", Act.REVIEW_DECIDE, "pair", key="B"),
    _spec("review.later", Act.REVIEW_DECIDE, "pair", key="L"),
    _spec("review.undo", Act.REVIEW_DECIDE, "decided", icon="undo", key="Ctrl+Z"),
    _spec("review.apply", Act.MATCHING_RUN, "decided"),
    _spec("review.previous", None, "pair", key="Alt+Up"),
    _spec("review.next", None, "pair", key="Alt+Down"),
    _spec("correction.propose", Act.CORRECTION_PROPOSE, icon="propose", main=True),
    _spec("correction.answer", Act.CORRECTION_ANSWER, _CHOSEN, "answerable"),
    _spec("correction.person", Act.DATA_VIEW, _CHOSEN, icon="person"),
    _spec("correction.export", Act.EXPORT, "listed"),
    _spec("document.compose", Act.DOCUMENT_COMPOSE, icon="document", key="Ctrl+N", main=True),
    _spec("document.preview", Act.DOCUMENT_VIEW, _CHOSEN, key="Ctrl+Shift+P"),
    _spec("document.numbers", Act.DOCUMENT_COMPOSE, _CHOSEN, "editable"),
    _spec("document.return", Act.DOCUMENT_VIEW, _CHOSEN, "returnable"),
    _spec("document.annexes", Act.EXPORT, _CHOSEN),
    _spec("document.zoom_in", None, key="Ctrl++"),
    _spec("document.zoom_out", None, key="Ctrl+-"),
    _spec("document.verify", Act.DOCUMENT_VERIFY, _CHOSEN, "can_verify"),
    _spec("document.approve", Act.DOCUMENT_APPROVE, _CHOSEN, "can_approve"),
    _spec("document.freeze", Act.DOCUMENT_FREEZE, _CHOSEN, "can_freeze"),
    _spec("document.print", Act.DOCUMENT_PRINT, _CHOSEN, "frozen", icon="print", key="Ctrl+P"),
    _spec("document.save", Act.DOCUMENT_PRINT, _CHOSEN, "frozen", icon="save", key="Ctrl+S"),
    _spec("document.attach", Act.DOCUMENT_PRINT, _CHOSEN, "fileable"),
    _spec("document.new_version", Act.DOCUMENT_COMPOSE, _CHOSEN, "replaceable"),
    _spec("document.compare", Act.DOCUMENT_VIEW, _CHOSEN, "versions"),
    _spec("document.check_file", Act.DOCUMENT_VIEW, icon="check"),
    _spec("document.previous_page", None, "page_before", key="PgUp"),
    _spec("document.next_page", None, "page_after", key="PgDown"),
    _spec("document.fit", None, key="Ctrl+0"),
    _spec("exchange.prepare", Act.PACKAGE_PREPARE, icon="add", key="Ctrl+K", main=True),
    _spec("exchange.open", Act.PACKAGE_OPEN, icon="receive", key="Ctrl+Shift+O"),
    _spec("exchange.receive_card", Act.KEY_KEEP, icon="key"),
    _spec("exchange.partner", icon="people"),
    _spec("exchange.watch", Act.PACKAGE_OPEN, icon="search"),
    _spec("exchange.leaving", Act.PACKAGE_VIEW, "out_chosen", "out_prepared", icon="reveal"),
    _spec("exchange.approve", None, "can_approve_package", icon="sign"),
    _spec("exchange.write", Act.PACKAGE_CARRY, "out_sealed", icon="save"),
    _spec("exchange.hand_over", Act.PACKAGE_CARRY, "out_sealed"),
    _spec("exchange.cover", Act.PACKAGE_CARRY, "out_sealed", icon="print"),
    _spec("exchange.recall", Act.PACKAGE_PREPARE, "out_sealed"),
    _spec("exchange.drop", Act.PACKAGE_PREPARE, "out_prepared"),
    _spec("exchange.apply", Act.PACKAGE_OPEN, "applicable", icon="check"),
    _spec("exchange.set_aside", Act.PACKAGE_OPEN, "kept_aside"),
    _spec("exchange.result", None, "in_result", icon="next"),
    _spec("exchange.paper", Act.DATA_VIEW, "papers", icon="save"),
    _spec("exchange.release", Act.PACKAGE_RELEASE, "in_waiting"),
    _spec("exchange.make_keys", Act.KEY_KEEP, icon="key"),
    _spec("exchange.save_card", Act.KEY_KEEP, "own_key", icon="save"),
    _spec("exchange.print_card", Act.PACKAGE_VIEW, "own_key", icon="print"),
    _spec("exchange.compare", Act.KEY_COMPARE, "key_offered", icon="compare"),
    _spec("exchange.trust", Act.KEY_TRUST, "key_compared", "key_other_person", icon="check"),
    _spec("exchange.revoke", Act.KEY_TRUST, "key_alive"),
    _spec("agreement.extend", Act.AGREEMENT_MANAGE, _CHOSEN),
    _spec("agreement.override", Act.AGREEMENT_OVERRIDE, _CHOSEN, "ended"),
    _spec("agreement.note", Act.DUTY_RECORD, _CHOSEN),
    _spec("agreement.event", Act.DUTY_RECORD, _CHOSEN, "has_events"),
    _spec("agreement.renew", Act.AGREEMENT_MANAGE, _CHOSEN, "outdated"),
    _spec("audit.verify", icon="check", main=True),
    _spec("audit.more", Act.AUDIT_VIEW, "more"),
    _spec("audit.export", Act.AUDIT_VIEW, "listed", icon="save"),
    _spec("incident.report", Act.INCIDENT_REPORT),
    _spec("incident.follow", Act.INCIDENT_REPORT, "incident"),
    _spec("reference.compare"),
    _spec("officer.add", Act.OFFICERS_MANAGE, main=True),
    _spec("officer.edit", Act.OFFICERS_MANAGE, _CHOSEN),
    _spec("officer.remove", Act.OFFICERS_MANAGE, _CHOSEN, "other"),
    _spec("passphrase.change", Act.PASSPHRASE_CHANGE),
    _spec("backup.make", Act.BACKUP, main=True),
    _spec("backup.restore", Act.BACKUP),
    _spec("store.check", Act.STORE_CHECK),
    _spec("store.rekey", Act.OFFICERS_MANAGE),
    _spec("store.recovery_key", Act.OFFICERS_MANAGE),
    _spec("page.back", key="Alt+Left", icon="back"),
    _spec("page.earlier", None, "earlier"),
    _spec("page.later", None, "later"),
)
ACTIONS: dict[str, ActionSpec] = {spec.name: spec for spec in _TABLE}


def action(name: str) -> ActionSpec:
    """Return the action of the table; KeyError for an unknown one (a defect)."""
    return ACTIONS[name]
