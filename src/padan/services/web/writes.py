"""Writes into SIASN as the store keeps them, and what is read of a person before one; shared, no use case."""

from dataclasses import dataclass

from padan.common.codes import web as codes
from padan.common.codes import work
from padan.common.errors import EnvironmentFault, UserFault
from padan.domain.correction import Correction
from padan.domain.web.answers import Answer, Kind
from padan.domain.web.profile import ServiceProfile
from padan.domain.web.service import Secrets
from padan.domain.web.siasn_people import Call, living, text_of
from padan.domain.web.writing import ROUTES, ServiceWrite, WriteKind, WriteState
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools

STATE_WORDS = {
    WriteState.PLANNED: "menunggu persetujuan",
    WriteState.APPROVED: "sudah disetujui",
    WriteState.SENDING: "belum jelas",
    WriteState.BROKEN: "belum jelas",
    WriteState.WRITTEN: "sudah tertulis",
    WriteState.DONE: "sudah selesai",
    WriteState.REFUSED: "ditolak layanan",
    WriteState.CONFLICT: "tidak cocok lagi dengan datanya",
    WriteState.CANCELLED: "sudah dibatalkan",
}


def get_write(records: Records, write_id: str) -> ServiceWrite:
    """Return the write or raise UserFault WRITE_NOT_FOUND."""
    found = records.service_writes.get(write_id)
    if found is None:
        raise UserFault(codes.WRITE_NOT_FOUND, write=write_id)
    return found


def in_state(write: ServiceWrite, *states: WriteState) -> ServiceWrite:
    """Return the write if it stands in one of the states; UserFault WRITE_STATE otherwise."""
    if write.state not in states:
        raise UserFault(codes.WRITE_STATE, write=write.id, state=STATE_WORDS[write.state])
    return write


def get_correction(records: Records, correction_id: str) -> Correction:
    """Return the correction or raise UserFault CORRECTION_NOT_FOUND."""
    found = records.corrections.get(correction_id)
    if found is None:
        raise UserFault(work.CORRECTION_NOT_FOUND, correction=correction_id)
    return found


@dataclass(frozen=True)
class Standing:
    """What the service tells of a person now: the id writes go by, when the position began, the history."""

    pns_id: str
    tmt: str
    rows: object


def read_standing(
    tools: Tools, profile: ServiceProfile, secrets: Secrets, nip: str, kind: WriteKind
) -> Standing | None:
    """Return how a person stands, None when the service does not know them.

    Errors: EnvironmentFault SERVICE_SILENT when it does not answer properly.
    """
    main, history = tools.siasn.look(profile, secrets, nip, (Call.MAIN, ROUTES[kind].call))
    for answer in (main, history):
        if answer.kind not in (Kind.FOUND, Kind.NOTHING):
            raise EnvironmentFault(codes.SERVICE_SILENT, service=profile.name, contact=profile.contact)
    found = living(main.data) if main.kind is Kind.FOUND else []
    if not found or not text_of(found[0].get("id")):
        return None
    return Standing(text_of(found[0].get("id")), text_of(found[0].get("tmtJabatan")), _rows(history))


def _rows(history: Answer) -> object:
    return history.data if history.kind is Kind.FOUND else []
