"""Sessions of local accounts, on both databases."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from medic_scribe.accounts import passwords, service, sessions
from medic_scribe.accounts.models import RefreshToken, User
from medic_scribe.accounts.sessions import GRACE, SessionRules, SignedIn
from medic_scribe.database.base import now
from medic_scribe.database.engine import Database
from medic_scribe.errors import AccountLocked, AlreadyExists, BadRequest, Unauthenticated, WrongCredentials
from medic_scribe.identity.local import LocalIdentity
from medic_scribe.identity.tokens import AccessTokens

TOKENS = AccessTokens("a secret of more than thirty-two characters", minutes=15)
RULES = SessionRules(TOKENS, timedelta(days=30), failures=3, lockout=timedelta(minutes=15))


@pytest.fixture
async def user_id(database: Database) -> str:
    async with database.writing() as session:
        user = await service.create_account(
            session, email=" Ana@Clinica.example ", name="Ana", password_hash="not used here"
        )
        return user.id


async def sign_in(database: Database, user_id: str, *, matched: bool = True) -> SignedIn | Exception:
    async with database.writing() as session:
        return await sessions.conclude_sign_in(session, RULES, user_id, matched=matched)


async def signed_in(database: Database, user_id: str) -> SignedIn:
    outcome = await sign_in(database, user_id)
    assert isinstance(outcome, SignedIn)
    return outcome


async def refresh(database: Database, token: str) -> SignedIn | Exception:
    async with database.writing() as session:
        return await sessions.refresh(session, RULES, token)


async def refreshed(database: Database, token: str) -> SignedIn:
    outcome = await refresh(database, token)
    assert isinstance(outcome, SignedIn)
    return outcome


async def pass_time(database: Database, time: timedelta) -> None:
    """Every token that was shown was shown that much earlier."""
    async with database.writing() as session:
        for token in await session.scalars(select(RefreshToken)):
            token.used_at = token.used_at and token.used_at - time
            token.replayed_at = token.replayed_at and token.replayed_at - time


async def assert_over(database: Database, *opened: SignedIn) -> None:
    for one in opened:
        with pytest.raises(Unauthenticated):
            await LocalIdentity(database, TOKENS).authenticate(one.access_token)
        assert isinstance(await refresh(database, one.refresh_token), Unauthenticated)


async def test_a_session_is_believed_until_it_ends(database: Database, user_id: str) -> None:
    identity = LocalIdentity(database, TOKENS)
    first, second = await signed_in(database, user_id), await signed_in(database, user_id)
    principal = await identity.authenticate(first.access_token)
    assert (principal.subject, principal.name) == (user_id, "Ana")

    async with database.writing() as session:
        await sessions.sign_out(session, user_id, principal.session)
    with pytest.raises(Unauthenticated):
        await identity.authenticate(first.access_token)
    assert isinstance(await refresh(database, first.refresh_token), Unauthenticated)
    assert (await identity.authenticate(second.access_token)).subject == user_id


async def test_sign_out_everywhere_ends_every_session(database: Database, user_id: str) -> None:
    identity = LocalIdentity(database, TOKENS)
    opened = [await signed_in(database, user_id) for _ in range(2)]
    async with database.writing() as session:
        await sessions.sign_out(session, user_id)
    for one in opened:
        with pytest.raises(Unauthenticated):
            await identity.authenticate(one.access_token)
        assert isinstance(await refresh(database, one.refresh_token), Unauthenticated)


async def test_a_new_password_ends_the_other_sessions(database: Database, user_id: str) -> None:
    identity = LocalIdentity(database, TOKENS)
    old = await signed_in(database, user_id)
    async with database.writing() as session:
        new = await sessions.change_password(session, RULES, user_id, "another hash")
    with pytest.raises(Unauthenticated):
        await identity.authenticate(old.access_token)
    assert (await identity.authenticate(new.access_token)).subject == user_id


async def test_a_refresh_whose_answer_was_lost_may_be_asked_again(database: Database, user_id: str) -> None:
    first = await signed_in(database, user_id)
    for _ in range(3):
        await refreshed(database, first.refresh_token)  # nobody hears the answer
        await pass_time(database, GRACE - timedelta(seconds=1))
    second = await refreshed(database, first.refresh_token)
    third = await refreshed(database, second.refresh_token)
    assert (await LocalIdentity(database, TOKENS).authenticate(third.access_token)).subject == user_id


async def test_each_token_of_a_session_may_lose_its_answer(database: Database, user_id: str) -> None:
    newest = await signed_in(database, user_id)
    for _ in range(3):
        await refreshed(database, newest.refresh_token)
        newest = await refreshed(database, newest.refresh_token)
    assert (await LocalIdentity(database, TOKENS).authenticate(newest.access_token)).subject == user_id


async def test_a_token_used_again_after_the_grace_ends_the_session(database: Database, user_id: str) -> None:
    first = await signed_in(database, user_id)
    second = await refreshed(database, first.refresh_token)
    await pass_time(database, GRACE)
    assert isinstance(await refresh(database, first.refresh_token), Unauthenticated)  # a thief, or the owner
    await assert_over(database, first, second)


async def test_a_token_whose_successor_was_used_ends_the_session(database: Database, user_id: str) -> None:
    first = await signed_in(database, user_id)
    second = await refreshed(database, first.refresh_token)
    third = await refreshed(database, second.refresh_token)
    assert isinstance(await refresh(database, first.refresh_token), Unauthenticated)
    await assert_over(database, first, second, third)


async def test_the_answer_that_came_too_late_ends_the_session(database: Database, user_id: str) -> None:
    """Two have got an answer to the same token: one of them is a thief."""
    first = await signed_in(database, user_id)
    late, newest = [await refreshed(database, first.refresh_token) for _ in range(2)]
    assert isinstance(await refresh(database, late.refresh_token), Unauthenticated)
    await assert_over(database, newest)


async def test_of_two_who_ask_again_at_once_one_goes_on(database: Database, user_id: str) -> None:
    first = await signed_in(database, user_id)
    await refreshed(database, first.refresh_token)
    await asyncio.gather(*(refreshed(database, first.refresh_token) for _ in range(2)))
    good = select(func.count()).where(RefreshToken.used_at.is_(None), RefreshToken.revoked_at.is_(None))
    async with database.reading() as session:
        assert await session.scalar(good) == 1


async def test_of_a_token_and_its_successor_at_once_one_is_answered(database: Database, user_id: str) -> None:
    first = await signed_in(database, user_id)
    second = await refreshed(database, first.refresh_token)
    together = (first.refresh_token, second.refresh_token)
    answers = await asyncio.gather(*(refresh(database, token) for token in together))
    assert {type(answer) for answer in answers} == {SignedIn, Unauthenticated}
    await assert_over(database, *(answer for answer in answers if isinstance(answer, SignedIn)))


async def test_an_expired_or_invented_refresh_token_is_refused(database: Database, user_id: str) -> None:
    used, opened = await signed_in(database, user_id), await signed_in(database, user_id)
    await refreshed(database, used.refresh_token)
    async with database.writing() as session:
        await session.execute(update(RefreshToken).values(expires_at=now() - timedelta(seconds=1)))
    for one in (used, opened):
        assert isinstance(await refresh(database, one.refresh_token), Unauthenticated)
    assert isinstance(await refresh(database, "invented"), Unauthenticated)


async def test_who_signs_in_leaves_no_expired_tokens_behind(database: Database, user_id: str) -> None:
    await sign_in(database, user_id)
    async with database.writing() as session:
        await session.execute(update(RefreshToken).values(expires_at=now() - timedelta(seconds=1)))

    await sign_in(database, user_id)

    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(RefreshToken)) == 1


async def test_the_database_holds_no_token_that_could_be_used(database: Database, user_id: str) -> None:
    opened = await signed_in(database, user_id)
    async with database.reading() as session:
        kept = await session.scalar(select(RefreshToken.token_hash))
    assert kept
    assert opened.refresh_token not in kept


async def test_failures_lock_the_account_and_time_opens_it(database: Database, user_id: str) -> None:
    outcomes = [await sign_in(database, user_id, matched=False) for _ in range(3)]
    assert [type(outcome) for outcome in outcomes] == [WrongCredentials, WrongCredentials, AccountLocked]
    locked = await sign_in(database, user_id)  # the right password does not help now
    assert isinstance(locked, AccountLocked)
    assert locked.params == {"minutes": 15}
    async with database.writing() as session:
        await session.execute(update(User).values(locked_until=now() - timedelta(seconds=1)))
    assert isinstance(await sign_in(database, user_id), SignedIn)


async def test_a_right_password_forgives_earlier_failures(database: Database, user_id: str) -> None:
    for _ in range(3):
        await sign_in(database, user_id, matched=False)
        await sign_in(database, user_id, matched=False)
        assert isinstance(await sign_in(database, user_id), SignedIn)


async def test_an_address_has_one_account(database: Database, user_id: str) -> None:
    async with database.writing() as session:
        found = await service.find_account(session, "ANA@clinica.example")
        assert found
        assert found.id == user_id
        with pytest.raises(AlreadyExists):
            await service.create_account(session, email="ana@clinica.example", name="", password_hash="x")


async def test_passwords() -> None:
    kept = await passwords.hashed("una contraseña larga")
    assert kept.startswith("$argon2id$")
    assert await passwords.matches("una contraseña larga", kept)
    assert not await passwords.matches("otra contraseña larga", kept)
    assert not await passwords.matches("una contraseña larga", None)
    for unsafe in ("corta", "x" * 129):
        with pytest.raises(BadRequest):
            await passwords.hashed(unsafe)
