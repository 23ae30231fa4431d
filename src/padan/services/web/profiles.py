"""Profiles as shipped and as this office changed them; shared by the use cases of the web route, none
itself.
"""

import json

from padan.common.codes import web as codes
from padan.common.errors import UserFault
from padan.domain.web.profile import ServiceProfile, parse_profile
from padan.domain.web.service import Secrets, missing
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session


def profiles_in(records: Records, tools: Tools) -> dict[str, ServiceProfile]:
    """Return every profile by id; what the office changed stands in for what is shipped."""
    found = {one.id: one for one in tools.shipped.profiles()}
    for profile_id, body in records.services.profiles().items():
        found[profile_id] = parse_profile(json.loads(body))
    return found


def usable_profile(session: Session, records: Records, tools: Tools, profile_id: str) -> ServiceProfile:
    """Return a profile that data of this workspace may travel by: practice data stays with practice.

    Errors: UserFault PROFILE_NOT_FOUND, PRACTICE_MARK.
    """
    found = profile_of(records, tools, profile_id)
    if found.training != session.store.training:
        raise UserFault(codes.PRACTICE_MARK, service=found.name)
    return found


def reachable(
    session: Session, records: Records, tools: Tools, profile_id: str
) -> tuple[ServiceProfile, Secrets]:
    """Return a usable profile with all the secrets it needs.

    Errors: as for `usable_profile`; UserFault SSO_TOKEN_MISSING, PROFILE_SECRET_MISSING.
    """
    profile = usable_profile(session, records, tools, profile_id)
    secrets = records.services.secrets(profile.id)
    if lacking := missing(profile, secrets):
        code = codes.SSO_TOKEN_MISSING if lacking == ["sso_token"] else codes.PROFILE_SECRET_MISSING
        raise UserFault(code, service=profile.name, what=", ".join(lacking), contact=profile.contact)
    return profile, secrets


def profile_of(records: Records, tools: Tools, profile_id: str) -> ServiceProfile:
    """Return the profile or raise UserFault PROFILE_NOT_FOUND."""
    found = profiles_in(records, tools)
    if profile_id not in found:
        raise UserFault(codes.PROFILE_NOT_FOUND, service=profile_id, known=", ".join(sorted(found)))
    return found[profile_id]
