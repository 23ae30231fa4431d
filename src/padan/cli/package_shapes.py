"""How keys and packages look in JSON and in a few words: ids, counts and codes, nobody's data."""

from padan.cli.vocabulary import word
from padan.cli.words import number
from padan.common.catalogue import words_of
from padan.domain.exchange.incoming import PackageIn
from padan.domain.exchange.key_card import KeyCard, grouped
from padan.domain.exchange.outgoing import OutMessage, PackageOut
from padan.domain.exchange.trust import PartnerKey

Values = dict[str, object]


def card_values(card: KeyCard, key_id: str) -> Values:
    """Return a card: public keys and its fingerprint, also in groups as read aloud."""
    return {
        "id": key_id,
        "fingerprint": grouped(key_id),
        "party": card.party,
        "training": card.training,
        "number": card.number,
        "signing_key": card.signing_key,
        "recipient": card.recipient,
        "recovery_recipient": card.recovery_recipient,
        "schemas": card.schemas,
        "valid_from": card.valid_from,
        "valid_to": card.valid_to,
    }


def partner_values(key: PartnerKey) -> Values:
    """Return another agency's key as it stands here."""
    return {
        "id": key.id,
        "fingerprint": grouped(key.id),
        "party": key.party,
        "training": key.training,
        "number": key.number,
        "state": key.state,
        "vouched_by": key.vouched_by,
        "trusted_at": key.trusted_at,
        "revoked_at": key.revoked_at,
    }


def out_values(package: PackageOut, overdue: bool = False) -> Values:
    """Return a package of ours."""
    return {
        "id": package.id,
        "direction": "out",
        "agreement": package.agreement_id,
        "receiver": package.receiver,
        "kind": package.kind,
        "chain": package.chain,
        "state": package.state,
        "number": package.number,
        "rows": package.rows or package.plan.get("rows", 0),
        "file": package.file_name,
        "package_sha256": package.package_sha256,
        "file_sha256": package.file_sha256,
        "size": package.size,
        "snapshot": package.snapshot_id,
        "prepared_by": package.prepared_by,
        "approved_by": package.approved_by,
        "answer": package.answer,
        "overdue": overdue,
    }


def in_values(package: PackageIn) -> Values:
    """Return a package that arrived."""
    return {
        "id": package.id,
        "direction": "in",
        "uuid": package.uuid,
        "agreement": package.agreement_id,
        "sender": package.sender,
        "kind": package.kind,
        "chain": package.chain,
        "state": package.state,
        "code": package.code,
        "number": package.number,
        "rows": package.rows,
        "package_sha256": package.package_sha256,
        "file_sha256": package.file_sha256,
        "size": package.size,
        "snapshot": package.snapshot_id,
        "result": package.result,
        "warnings": [{"code": one, "message": _warning(package, one)} for one in package.warnings],
    }


def message_values(message: OutMessage) -> Values:
    """Return a message that waits for a package."""
    return {
        "id": message.id,
        "agreement": message.agreement_id,
        "receiver": message.receiver,
        "kind": message.kind,
        "subject": message.subject,
    }


def in_words(package: PackageIn) -> str:
    """Return what became of a package that arrived, and what is odd about it."""
    named = f"Paket {package.kind} nomor {package.number} dari {package.sender}" if package.uuid else "Paket"
    counted = package.result
    if not counted:
        return f"{named}: {word('package_state', package.state)}."
    told = (
        f"{named}: {word('package_state', package.state)}; diterima {_count(counted, 'accepted')}, "
        f"ditolak {_count(counted, 'refused')}, ditahan {_count(counted, 'held')}."
    )
    return "\n".join([told, *(f"Perhatian: {_warning(package, one)}" for one in package.warnings)])


def _warning(package: PackageIn, code: int) -> str:
    errors = package.result.get("errors")
    parts = [str(one[1]) for one in errors if one[2] == code] if isinstance(errors, list) else []
    values = {"sender": package.sender, "number": package.number, "column": ", ".join(parts) or "-"}
    return words_of(code, values).message


def _count(values: dict[str, object], name: str) -> str:
    return number(int(str(values.get(name, 0))))
