"""What a newly unlocked window says of before: an interrupted sitting, open forms, a key; pure."""

from padan.gui.texts import moment, t
from padan.services.keep_sitting import Interrupted


def lines(interrupted: Interrupted | None, forms_open: bool, recovery_pending: bool) -> list[str]:
    """Return one sentence for each thing that happened; empty when the last sitting was locked as usual."""
    told = []
    if recovery_pending:
        told.append(t("shell.recovery_pending"))
    if interrupted is not None:
        told.append(t("shell.stopped", at=moment(interrupted.since)))
        if interrupted.task:
            told.append(t("shell.stopped_in", task=interrupted.task))
    if forms_open:
        told.append(t("shell.restored"))
    return told
