"""The caller's own profile and vocabulary, and their leaving with all that is theirs."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.accounts import vocabulary
from medic_scribe.accounts.models import User
from medic_scribe.accounts.schemas import (
    IdentityView,
    NewTerm,
    ProfileChange,
    ProfileView,
    TermList,
    TermView,
    VocabularyView,
)
from medic_scribe.accounts.service import delete_user, profile_of
from medic_scribe.audit.service import record
from medic_scribe.consultations.removal import delete_consultations_of, remove_files_soon
from medic_scribe.edge.app_state import AppState
from medic_scribe.edge.dependencies import Caller, Reading, State, Writing
from medic_scribe.edge.responses import problems
from medic_scribe.templates.lookup import asked_template

profile_router = APIRouter(prefix="/v1/profile", tags=["profile"], responses=problems(401, 422))
vocabulary_router = APIRouter(prefix="/v1/vocabulary", tags=["vocabulary"], responses=problems(401, 422))

TermId = Annotated[int, Path(ge=1, le=2**53)]


@profile_router.get("")
async def read_profile(state: State, caller: Caller, session: Writing) -> ProfileView:
    return _view(state, await profile_of(session, caller))


@profile_router.patch("", responses=problems(422))
async def change_profile(
    state: State, caller: Caller, session: Writing, change: ProfileChange
) -> ProfileView:
    user = await profile_of(session, caller)
    changes = change.model_dump(exclude_unset=True)
    if template := changes.get("default_template"):
        await asked_template(session, user.id, template, field="default_template")
    for name, value in changes.items():
        if value is not None or name in ("default_template", "audio_retention_days"):
            setattr(user, name, value)
    record(session, caller.subject, "profile.changed", ("user", user.id))
    return _view(state, user)


@profile_router.delete("", status_code=204)
async def delete_my_data(state: State, caller: Caller) -> Response:
    """The account, every consultation with its audio and notes, templates and vocabulary: for good."""
    async with state.wiring.database.writing() as session:
        deletions = await delete_consultations_of(session, caller.subject)
        await delete_user(session, caller.subject)
        record(session, caller.subject, "user.deleted", ("user", caller.subject))
    await remove_files_soon(state.wiring.parts, deletions)
    return Response(status_code=204)


@vocabulary_router.get("")
async def list_vocabulary(caller: Caller, session: Reading) -> VocabularyView:
    return await _vocabulary(session, caller.subject)


@vocabulary_router.post("", status_code=201, responses=problems(409))
async def add_to_vocabulary(caller: Caller, session: Writing, term: NewTerm) -> TermView:
    user = await profile_of(session, caller)
    return TermView.model_validate(await vocabulary.add_term(session, user.id, term.text))


@vocabulary_router.post("/paste")
async def paste_vocabulary(caller: Caller, session: Writing, pasted: TermList) -> VocabularyView:
    """Adds what is not there yet, and answers with all of it."""
    user = await profile_of(session, caller)
    await vocabulary.add_terms(session, user.id, vocabulary.pasted(pasted.text))
    return await _vocabulary(session, user.id)


@vocabulary_router.delete("/{term_id:int}", status_code=204, responses=problems(404))
async def remove_from_vocabulary(caller: Caller, session: Writing, term_id: TermId) -> Response:
    await vocabulary.remove_term(session, caller.subject, term_id)
    return Response(status_code=204)


async def _vocabulary(session: AsyncSession, user_id: str) -> VocabularyView:
    terms = await vocabulary.terms_of(session, user_id)
    return VocabularyView(items=[TermView.model_validate(term) for term in terms])


def _view(state: AppState, user: User) -> ProfileView:
    identity = state.wiring.identity
    return ProfileView(
        id=user.id,
        email=user.email,
        name=user.name,
        licence=user.licence,
        specialty=user.specialty,
        language=user.language,
        default_template=user.default_template,
        audio_retention_days=user.audio_retention_days,
        identity=IdentityView(provider=identity.name, open=identity.is_open),
    )
