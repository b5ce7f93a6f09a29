"""Signing in to local accounts and out of them.

With another identity provider these routes do not exist (404).
"""

from fastapi import APIRouter, Depends, Request, Response

from medic_scribe.accounts import passwords, sessions
from medic_scribe.accounts.models import User
from medic_scribe.accounts.schemas import Credentials, PasswordChange, RefreshRequest, SessionView
from medic_scribe.accounts.service import find_account
from medic_scribe.accounts.sessions import SignedIn
from medic_scribe.audit.service import record
from medic_scribe.edge.app_state import AppState
from medic_scribe.edge.dependencies import Caller, State, Writing
from medic_scribe.edge.responses import problems
from medic_scribe.errors import MedicScribeError, NotFound, WrongCredentials
from medic_scribe.identity.contract import Principal
from medic_scribe.settings import IdentityName


def _local_accounts(state: State) -> None:
    if state.wiring.settings.identity_provider is not IdentityName.LOCAL:
        raise NotFound


async def _counted(state: State, request: Request) -> None:
    await state.attempts.count(request.client.host if request.client else "unknown")


Counted = Depends(_counted)

router = APIRouter(
    prefix="/v1/auth",
    tags=["sign-in"],
    dependencies=[Depends(_local_accounts)],
    responses=problems(404, 422),
)


@router.post("/sign-in", dependencies=[Counted], responses=problems(401, 429))
async def sign_in(state: State, credentials: Credentials) -> SessionView:
    database = state.wiring.database
    async with database.reading() as session:
        account = await find_account(session, credentials.email)
    matched = await passwords.matches(
        credentials.password.get_secret_value(), account.password_hash if account else None
    )
    if account is None:
        await state.attempts.count_stranger(credentials.email)
        raise WrongCredentials
    return _view(await _conclude(state, account, matched=matched))


@router.post("/refresh", dependencies=[Counted], responses=problems(401, 429))
async def refresh(state: State, body: RefreshRequest) -> SessionView:
    """A new pair of tokens. The old refresh token is good no more; used again, it ends the session.

    Except where the answer was lost: for three days the same token may be sent again, while none that it
    brought was used. Only the newest answer's refresh token is good.
    """
    async with state.wiring.database.writing() as session:
        outcome = await sessions.refresh(session, state.session_rules, body.refresh_token.get_secret_value())
    return _view(outcome)


@router.post("/sign-out", status_code=204, responses=problems(401))
async def sign_out(caller: Caller, session: Writing) -> Response:
    await sessions.sign_out(session, caller.subject, caller.session)
    record(session, caller.subject, "session.ended", ("user", caller.subject))
    return Response(status_code=204)


@router.post("/sign-out-everywhere", status_code=204, responses=problems(401))
async def sign_out_everywhere(caller: Caller, session: Writing) -> Response:
    await sessions.sign_out(session, caller.subject)
    record(session, caller.subject, "session.ended_everywhere", ("user", caller.subject))
    return Response(status_code=204)


@router.put("/password", dependencies=[Counted], responses=problems(401, 429))
async def change_password(state: State, caller: Caller, body: PasswordChange) -> SessionView:
    """All sessions end. The answer opens a new one."""
    await _prove(state, caller, body.current.get_secret_value())
    new_hash = await passwords.hashed(body.new.get_secret_value())
    async with state.wiring.database.writing() as session:
        opened = await sessions.change_password(session, state.session_rules, caller.subject, new_hash)
        record(session, caller.subject, "password.changed", ("user", caller.subject))
    return _view(opened)


async def _prove(state: AppState, caller: Principal, password: str) -> None:
    """That it is really them at the keyboard. Failures count as at sign-in."""
    async with state.wiring.database.reading() as session:
        account = await session.get_one(User, caller.subject)
    matched = await passwords.matches(password, account.password_hash)
    async with state.wiring.database.writing() as session:
        account = await session.get_one(User, caller.subject, with_for_update=True)
        refusal = sessions.judge(account, state.session_rules, matched=matched)
    if refusal:
        raise refusal


async def _conclude(state: AppState, account: User, *, matched: bool) -> SignedIn | MedicScribeError:
    async with state.wiring.database.writing() as session:
        outcome = await sessions.conclude_sign_in(session, state.session_rules, account.id, matched=matched)
        action = "session.refused" if isinstance(outcome, MedicScribeError) else "session.opened"
        record(session, account.id, action, ("user", account.id))
    return outcome


def _view(outcome: SignedIn | MedicScribeError) -> SessionView:
    if isinstance(outcome, MedicScribeError):
        raise outcome
    return SessionView(
        user_id=outcome.user_id,
        access_token=outcome.access_token,
        refresh_token=outcome.refresh_token,
        expires_in=outcome.seconds,
    )
