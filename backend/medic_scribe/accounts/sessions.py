"""Signing in and out of local accounts.

A session is a family of refresh tokens, each used once and replaced by the next. Where the answer that
brought the next was lost on its way, the same token may be shown again, until somebody shows a later one.
Were that somebody a thief, or the one who shows the old one again, the other's next attempt ends the session.
A refused attempt changes the database too (it is counted, or a stolen session is ended), so refusals are
returned, not raised: the caller commits first.
"""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from medic_scribe.accounts.models import RefreshToken, User
from medic_scribe.database.base import now
from medic_scribe.errors import AccountLocked, MedicScribeError, Unauthenticated, WrongCredentials
from medic_scribe.identity.tokens import Access, AccessTokens

# How long after it was last shown a refresh token may be shown again, by whoever did not get the answer: a
# phone that was locked in the middle may be opened only after the weekend.
GRACE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class SignedIn:
    user_id: str
    access_token: str
    refresh_token: str
    seconds: int


@dataclass(frozen=True, slots=True)
class SessionRules:
    """How sessions are given out: from the settings."""

    tokens: AccessTokens
    refresh_lifetime: timedelta
    failures: int
    lockout: timedelta


async def conclude_sign_in(
    session: AsyncSession, rules: SessionRules, user_id: str, *, matched: bool
) -> SignedIn | MedicScribeError:
    """Open a session if the password matched and the account is not locked; else count the failure."""
    user = await session.get_one(User, user_id, with_for_update=True)
    refusal = judge(user, rules, matched=matched)
    return refusal or await _open(session, rules, user, str(uuid.uuid4()))


def judge(user: User, rules: SessionRules, *, matched: bool) -> MedicScribeError | None:
    """Why this attempt to prove who they are is refused, or None. Counts it on the account."""
    if user.locked_until and user.locked_until > now():
        return AccountLocked(minutes=ceil((user.locked_until - now()) / timedelta(minutes=1)))
    if not matched:
        return _count_failure(user, rules)
    user.failed_logins, user.locked_until = 0, None
    return None


async def refresh(session: AsyncSession, rules: SessionRules, token: str) -> SignedIn | MedicScribeError:
    """Replace a refresh token. One that is good no more was stolen by somebody: its session ends for both."""
    digest = _digest(token)
    if spent := await _spend(session, digest) or await _spend_again(session, digest):
        return await _open(session, rules, await session.get_one(User, spent.user_id), spent.family)
    if stale := await session.scalar(select(RefreshToken).where(RefreshToken.token_hash == digest)):
        await sign_out(session, stale.user_id, stale.family)
    return Unauthenticated()


async def sign_out(session: AsyncSession, user_id: str, family: str | None = None) -> None:
    """End one session, or all of the user's: their access tokens are refused from now on."""
    mine = update(RefreshToken).where(RefreshToken.user_id == user_id, RefreshToken.revoked_at.is_(None))
    if family:
        mine = mine.where(RefreshToken.family == family)
    else:
        await session.execute(update(User).where(User.id == user_id).values(token_epoch=User.token_epoch + 1))
    await session.execute(mine.values(revoked_at=now()))


async def change_password(
    session: AsyncSession, rules: SessionRules, user_id: str, new_hash: str
) -> SignedIn:
    """Every session ends, and a new one opens for whoever changed it."""
    await sign_out(session, user_id)
    user = await session.get_one(User, user_id, populate_existing=True)
    user.password_hash = new_hash
    return await _open(session, rules, user, str(uuid.uuid4()))


async def _spend(session: AsyncSession, digest: str) -> RefreshToken | None:
    fresh = update(RefreshToken).where(
        RefreshToken.token_hash == digest,
        RefreshToken.used_at.is_(None),
        RefreshToken.revoked_at.is_(None),
        RefreshToken.expires_at > now(),
    )
    return await session.scalar(fresh.values(used_at=now()).returning(RefreshToken))


async def _spend_again(session: AsyncSession, digest: str) -> RefreshToken | None:
    """While nobody used a later one. Those are good no more from now on."""
    lost = update(RefreshToken).where(
        RefreshToken.token_hash == digest,
        func.coalesce(RefreshToken.replayed_at, RefreshToken.used_at) > now() - GRACE,
        RefreshToken.revoked_at.is_(None),
        RefreshToken.expires_at > now(),
    )
    spent = await session.scalar(lost.values(replayed_at=now()).returning(RefreshToken))
    return spent if spent and await _retire_successor(session, spent) else None


async def _retire_successor(session: AsyncSession, spent: RefreshToken) -> bool:
    """False where it was used, perhaps by another process in this very moment."""
    later = aliased(RefreshToken)
    used = exists().where(later.family == spent.family, later.id > spent.id, later.used_at.is_not(None))
    unspent = update(RefreshToken).where(
        RefreshToken.family == spent.family,
        RefreshToken.used_at.is_(None),
        RefreshToken.revoked_at.is_(None),
        ~used,
    )
    return await session.scalar(unspent.values(revoked_at=now()).returning(RefreshToken.id)) is not None


def _count_failure(user: User, rules: SessionRules) -> MedicScribeError:
    user.failed_logins += 1
    if user.failed_logins < rules.failures:
        return WrongCredentials()
    user.failed_logins, user.locked_until = 0, now() + rules.lockout
    return AccountLocked(minutes=ceil(rules.lockout / timedelta(minutes=1)))


async def _open(session: AsyncSession, rules: SessionRules, user: User, family: str) -> SignedIn:
    past = delete(RefreshToken).where(RefreshToken.user_id == user.id, RefreshToken.expires_at <= now())
    await session.execute(past)
    token = secrets.token_urlsafe(32)
    session.add(
        RefreshToken(
            user_id=user.id,
            family=family,
            token_hash=_digest(token),
            expires_at=now() + rules.refresh_lifetime,
        )
    )
    return SignedIn(
        user_id=user.id,
        access_token=rules.tokens.issue(Access(user.id, family, user.token_epoch)),
        refresh_token=token,
        seconds=int(rules.tokens.lifetime.total_seconds()),
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
