"""A clinician's own words, most important first."""

import re
from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.accounts.models import VocabularyTerm
from medic_scribe.errors import AlreadyExists, BadRequest, NotFound

MOST_TERMS = 1_000
LONGEST_TERM = 100


async def terms_of(session: AsyncSession, user_id: str) -> Sequence[VocabularyTerm]:
    found = await session.scalars(
        select(VocabularyTerm).where(VocabularyTerm.user_id == user_id).order_by(VocabularyTerm.position)
    )
    return found.all()


async def add_term(session: AsyncSession, user_id: str, text: str) -> VocabularyTerm:
    """Raises `AlreadyExists` for a word that is there, whatever its capitals."""
    added = await add_terms(session, user_id, [text])
    if not added:
        raise AlreadyExists
    return added[0]


async def add_terms(session: AsyncSession, user_id: str, texts: list[str]) -> list[VocabularyTerm]:
    """Those that were not there yet, in their order. Raises `BadRequest` if the list grew too long."""
    known = {term.text.casefold() for term in await terms_of(session, user_id)}
    added: list[VocabularyTerm] = []
    position = await _next_position(session, user_id)
    for text in texts:
        if text.casefold() in known:
            continue
        known.add(text.casefold())
        added.append(VocabularyTerm(user_id=user_id, text=text, position=position + len(added)))
    if len(known) > MOST_TERMS:
        raise BadRequest(field="text")
    session.add_all(added)
    await session.flush()
    return added


async def remove_term(session: AsyncSession, user_id: str, term_id: int) -> None:
    removed = await session.scalar(
        delete(VocabularyTerm)
        .where(VocabularyTerm.user_id == user_id, VocabularyTerm.id == term_id)
        .returning(VocabularyTerm.id)
    )
    if removed is None:
        raise NotFound


def pasted(text: str) -> list[str]:
    """The terms of a pasted list: one a line, or between commas, semicolons or tabs."""
    terms = [" ".join(term.split()) for term in re.split(r"[\n\r,;\t]+", text)]
    if any(len(term) > LONGEST_TERM for term in terms):
        raise BadRequest(field="text")
    return [term for term in terms if term]


async def _next_position(session: AsyncSession, user_id: str) -> int:
    last = await session.scalar(
        select(func.max(VocabularyTerm.position)).where(VocabularyTerm.user_id == user_id)
    )
    return 0 if last is None else last + 1
