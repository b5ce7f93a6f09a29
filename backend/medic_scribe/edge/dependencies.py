"""What a route can ask for: who calls, in which language, and a transaction.

The transaction is opened and committed here, before the answer is sent; a service never does it. A route that
waits for an engine takes no transaction: it opens short ones of its own.
"""

from collections.abc import AsyncGenerator
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Path, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.audit.models import AuditEntry
from medic_scribe.audit.service import READ, record
from medic_scribe.consultations.models import Consultation
from medic_scribe.consultations.service import owned_consultation
from medic_scribe.edge.app_state import AppState, state_of
from medic_scribe.errors import VersionRequired
from medic_scribe.identity.contract import Principal
from medic_scribe.messages import Language, negotiate

State = Annotated[AppState, Depends(state_of)]

_bearer = HTTPBearer(auto_error=False, description="The access token; in `open`, the user's id or nothing.")


async def _caller(
    state: State, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]
) -> Principal:
    return await state.wiring.identity.authenticate(credentials.credentials if credentials else None)


Caller = Annotated[Principal, Depends(_caller)]


def _language(request: Request) -> Language:
    return negotiate(request.headers.get("accept-language"))


CallersLanguage = Annotated[Language, Depends(_language)]


async def _reading(state: State) -> AsyncGenerator[AsyncSession]:
    async with state.wiring.database.reading() as session:
        yield session


async def _auditing(state: State) -> AsyncGenerator[AsyncSession]:
    entries: list[AuditEntry] = []
    async with state.wiring.database.reading() as session:
        session.info[READ] = entries
        yield session
    await state.wiring.trail.add(entries)


async def _writing(state: State) -> AsyncGenerator[AsyncSession]:
    async with state.wiring.database.writing() as session:
        yield session


# "function": committed before the answer leaves, so that what a client was told is true.
Reading = Annotated[AsyncSession, Depends(_reading, scope="function")]
Auditing = Annotated[AsyncSession, Depends(_auditing, scope="function")]
"""Reads a patient's data. The route says so (`audited`), which is committed before the answer is sent."""
Writing = Annotated[AsyncSession, Depends(_writing, scope="function")]

ConsultationId = Annotated[UUID, Path(description="The consultation's id.")]


async def _own(consultation_id: ConsultationId, caller: Caller, session: Writing) -> Consultation:
    return await owned_consultation(session, caller.subject, str(consultation_id), lock=True)


OwnConsultation = Annotated[Consultation, Depends(_own, scope="function")]
"""The caller's consultation, in the route's `Writing` transaction. Somebody else's does not exist (404)."""


async def _own_to_read(consultation_id: ConsultationId, caller: Caller, session: Auditing) -> Consultation:
    return await owned_consultation(session, caller.subject, str(consultation_id))


OwnConsultationToRead = Annotated[Consultation, Depends(_own_to_read, scope="function")]
"""The same in the route's `Auditing` transaction: nothing is locked."""


def audited(session: AsyncSession, caller: Principal, action: str, consultation: Consultation) -> None:
    record(session, caller.subject, action, ("consultation", consultation.id))


def _expected_version(
    if_match: Annotated[
        str | None, Header(pattern='^"[0-9]{1,9}"$', description='The ETag of the version read, as `"3"`.')
    ] = None,
) -> int:
    if if_match is None:
        raise VersionRequired
    return int(if_match.strip('"'))


ExpectedVersion = Annotated[int, Depends(_expected_version)]
"""From `If-Match`. Without it a change could overwrite somebody else's (428)."""


def etag(version: int) -> str:
    return f'"{version}"'
