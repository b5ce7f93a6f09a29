"""Clinicians' accounts: who there is, what they say of themselves, and their leaving."""

import uuid
from contextlib import suppress

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.accounts.models import User
from medic_scribe.errors import AlreadyExists
from medic_scribe.identity.contract import Principal


async def create_account(session: AsyncSession, *, email: str, name: str, password_hash: str) -> User:
    """A local account. Raises `AlreadyExists` for an address that has one."""
    if await find_account(session, email):
        raise AlreadyExists
    user = User(id=str(uuid.uuid4()), email=_address(email), name=name, password_hash=password_hash)
    session.add(user)
    await session.flush()
    return user


async def find_account(session: AsyncSession, email: str) -> User | None:
    return await session.scalar(select(User).where(User.email == _address(email)))


async def profile_of(session: AsyncSession, principal: Principal) -> User:
    """The caller's row, made at their first visit: providers other than ours know users that we do not."""
    user = await session.get(User, principal.subject)
    if user is None:
        with suppress(IntegrityError):  # they came twice at the same moment
            async with session.begin_nested():
                session.add(User(id=principal.subject, name=principal.name))
        user = await session.get_one(User, principal.subject)
    if principal.email and principal.email != user.email:
        await _note_address(session, user, principal.email)
    return user


async def delete_user(session: AsyncSession, user_id: str) -> None:
    """The user and, by the foreign keys, all that is theirs in the database. The audit trail stays."""
    await session.execute(delete(User).where(User.id == user_id))


async def _note_address(session: AsyncSession, user: User, email: str) -> None:
    """As the provider says. One that an account of before still has stays with that account."""
    with suppress(IntegrityError):
        async with session.begin_nested():
            await session.execute(update(User).where(User.id == user.id).values(email=email))
    await session.refresh(user)


def _address(email: str) -> str:
    return email.strip().lower()
