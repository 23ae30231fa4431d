"""`padanctl verify` for packages: opened, checked as far as "structure", nothing applied."""

from pathlib import Path

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.words import pairs
from padan.common.catalogue import sentence
from padan.common.errors import UserFault
from padan.domain.exchange.parcel import Looked

_SEALED = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")


def is_package(path: Path) -> bool:
    """Tell from its first bytes whether a file is sealed."""
    with path.open("rb") as file:
        return file.read(64).startswith(_SEALED)


def verify_packages(desk: Desk, paths: list[Path]) -> Answer:
    """Check each package with the workspace's keys; what fails ends with the officer's status."""
    from padan.services.exchange.open_package import inspect

    values, texts, worst = [], [], None
    with desk.reading() as work:
        for path in paths:
            try:
                looked = inspect(work.session, work.tools, str(path))
            except UserFault as fault:
                told = sentence(fault)
                worst = worst or fault
                values.append({"file": str(path), "holds": False, "code": fault.code, "reason": told.message})
                texts.append(f"{path.name}: {told.message}\n{told.remedy}")
                continue
            values.append({"file": str(path), "holds": True, "code": 0, **_values(looked)})
            texts.append(f"{path.name}: segel, tanda tangan, sidik, dan susunannya benar.\n\n{_text(looked)}")
    return Answer({"holds": worst is None, "packages": values}, "\n\n".join(texts), worst)


def _values(looked: Looked) -> dict[str, object]:
    return {
        "kind": looked.kind,
        "header": looked.header,
        "package_sha256": looked.package_sha256,
        "file_sha256": looked.file_sha256,
        "signer": looked.signer,
        "tables": list(looked.tables),
        "papers": list(looked.papers),
    }


def _text(looked: Looked) -> str:
    header = looked.header
    facts: dict[str, object] = {
        "Pengirim": header.sender,
        "Penerima": header.receiver,
        "Perjanjian": header.agreement_id,
        "Jenis": looked.kind,
        "Nomor": header.number,
        "Baris": header.rows,
        "Latihan": "ya" if header.training else "tidak",
        "Sidik paket": looked.package_sha256,
    }
    return pairs(facts)
