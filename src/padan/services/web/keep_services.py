"""Services as an office keeps them: profiles, their secrets, the SSO token a person pastes, a careful try."""

import json
from dataclasses import dataclass
from datetime import datetime

from padan.common.codes import web as codes
from padan.common.errors import UserFault
from padan.domain.officer import Act
from padan.domain.plain import to_plain
from padan.domain.web.profile import ServiceProfile, SsoHolder, checked, parse_profile
from padan.domain.web.service import Secrets, Trial, missing
from padan.domain.web.tokens import TokenState, read_pasted
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require
from padan.services.web.profiles import profile_of, profiles_in

NO_NIP = "000000000000000000"
"""Asked for at the end of a try: nobody's number, so that the answer is "not found"."""


@dataclass(frozen=True)
class ServiceView:
    """A profile as it stands: whether the office changed it, which secrets it lacks, and its SSO token."""

    profile: ServiceProfile
    changed: bool
    missing: tuple[str, ...]
    token: TokenState | None
    token_ends: datetime | None


def services(session: Session, tools: Tools) -> list[ServiceView]:
    """Return every profile by id."""
    now = session.clock.now()
    with session.store.reading() as records:
        changed = records.services.profiles()
        found = []
        for profile_id, profile in sorted(profiles_in(records, tools).items()):
            secrets = records.services.secrets(profile_id)
            state, ends = _token_of(profile, secrets, now)
            lacking = tuple(missing(profile, secrets))
            found.append(ServiceView(profile, profile_id in changed, lacking, state, ends))
    return found


def _token_of(
    profile: ServiceProfile, secrets: Secrets, now: datetime
) -> tuple[TokenState | None, datetime | None]:
    if profile.sso_by is not SsoHolder.PERSON:
        return None, None
    pasted = read_pasted(secrets.sso_token)
    return (pasted.state(now), pasted.ends) if pasted else (TokenState.ABSENT, None)


def put_profile(session: Session, profile: ServiceProfile) -> None:
    """Keep a changed or new profile; UserFault PROFILE_INVALID when it cannot be used."""
    require(session, Act.SETTINGS, profile.id)
    plain = to_plain(checked(profile))
    with session.store as records:
        records.services.put_profile(
            profile.id, json.dumps(plain, ensure_ascii=False), session.clock.now(), session.officer.id
        )
        record(session, records, "service.profile", profile.id, base=profile.base)


def import_profile(session: Session, tools: Tools, path: str) -> ServiceProfile:
    """Keep the profile of a JSON file; UserFault PROFILE_INVALID names what is wrong with it."""
    require(session, Act.SETTINGS, path)
    try:
        content = json.loads(tools.files.read(path, 1 << 16))
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise UserFault(codes.PROFILE_INVALID, where="berkas", why="bukan berkas profil JSON")
    profile = parse_profile(content)
    put_profile(session, profile)
    return profile


def reset_profile(session: Session, tools: Tools, profile_id: str) -> None:
    """Forget what the office changed; a profile that is not shipped goes altogether."""
    require(session, Act.SETTINGS, profile_id)
    with session.store as records:
        profile_of(records, tools, profile_id)
        records.services.drop_profile(profile_id)
        record(session, records, "service.reset", profile_id)


def put_keys(session: Session, tools: Tools, profile_id: str, **values: str) -> None:
    """Keep consumer key and secret, or the gateway's own key; only that they changed is logged."""
    require(session, Act.SETTINGS, profile_id)
    _put(session, tools, profile_id, "service.keys", values)


def paste_token(session: Session, tools: Tools, profile_id: str, untrusted: str) -> ServiceView:
    """Keep the SSO token an officer pasted; UserFault TOKEN_NOT_READABLE, SSO_TOKEN_ENDED."""
    require(session, Act.DATA_RECEIVE, profile_id)
    pasted = read_pasted(untrusted)
    if pasted is None:
        raise UserFault(codes.TOKEN_NOT_READABLE)
    if pasted.state(session.clock.now()) is TokenState.ENDED:
        raise UserFault(codes.SSO_TOKEN_ENDED, service=profile_id)
    _put(session, tools, profile_id, "service.token", {"sso_token": pasted.token})
    return next(one for one in services(session, tools) if one.profile.id == profile_id)


def _put(session: Session, tools: Tools, profile_id: str, action: str, values: dict[str, str]) -> None:
    with session.store as records:
        profile_of(records, tools, profile_id)
        secrets = records.services.secrets(profile_id).with_values(**values)
        records.services.put_secrets(profile_id, secrets)
        record(session, records, action, profile_id, what=sorted(values))


def try_out(session: Session, tools: Tools, profile_id: str) -> list[Trial]:
    """Return the steps of one careful try of the service (Uji koneksi); nothing is kept."""
    require(session, Act.DATA_RECEIVE, profile_id)
    with session.store.reading() as records:
        profile = profile_of(records, tools, profile_id)
        secrets = records.services.secrets(profile_id)
    return tools.siasn.try_out(profile, secrets, NO_NIP)
