"""Options that describe an officer, for init and the officer verbs; knows no use case."""

from collections.abc import Callable, Iterable
from typing import Any

from padan.cli.options import Choice
from padan.cli.parsing import option
from padan.domain.officer import Role

PROFILE = ("name", "nip", "pangkat", "jabatan")


def personal(function: Callable[..., Any]) -> Any:
    """Declare --name, --nip, --pangkat, --jabatan and --role."""
    roles = Choice([role.value for role in Role])
    function = option("--role", type=roles, multiple=True, help="Peran; boleh beberapa kali.")(function)
    function = option("--jabatan", metavar="TEKS", help="Jabatan, seperti tercetak pada dokumen.")(function)
    function = option("--pangkat", metavar="TEKS", help="Pangkat (golongan), seperti tercetak pada dokumen.")(
        function
    )
    function = option("--nip", metavar="NIP", help="NIP, seperti tercetak pada dokumen.")(function)
    return option("--name", metavar="NAMA", help="Nama lengkap, seperti tercetak pada dokumen.")(function)


def roles_of(words: Iterable[str]) -> frozenset[Role]:
    """Return the roles named by --role."""
    return frozenset(Role(word) for word in words)
