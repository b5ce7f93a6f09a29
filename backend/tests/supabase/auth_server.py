"""A stand-in for Supabase Auth on loopback: the part of its published protocol that supabase-js and we use.

https://github.com/supabase/auth (openapi.yaml). Accounts are kept in memory; mails are kept for `/inbox`.
Run by itself for the tests of the web app: `python -m tests.supabase.auth_server` prints its address.
"""

import secrets
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from medic_scribe.database.base import now
from tests.supabase.loopback import listening

ANON_KEY = "sb_publishable_stand_in"
SHORTEST_PASSWORD = 6
MINUTES = 60

Key = ECKey | RSAKey | OctKey


@dataclass
class Account:
    email: str
    password: str
    name: str = ""
    confirmed: bool = True
    id: str = field(default_factory=lambda: str(uuid4()))

    def view(self) -> dict[str, Any]:
        moment = now().isoformat()
        return {
            "id": self.id,
            "aud": "authenticated",
            "role": "authenticated",
            "email": self.email,
            "email_confirmed_at": moment if self.confirmed else None,
            "app_metadata": {"provider": "email"},
            "user_metadata": {"name": self.name},
            "identities": [],
            "created_at": moment,
        }


class Refused(Exception):
    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class AuthServer:
    """`asked` counts how often the keys were read; `broken` lets every request fail."""

    def __init__(self) -> None:
        self.url = ""
        self.keys: dict[str, Key] = {}
        self.published: list[str] = []
        self.accounts: dict[str, Account] = {}
        self.refresh_tokens: dict[str, Account] = {}
        self.links: dict[str, tuple[str, Account]] = {}
        self.inbox: dict[str, list[str]] = {}
        self.confirms = False
        self.broken = False
        self.asked = 0
        self.rotate()

    def rotate(self, key: Key | None = None) -> str:
        """A new signing key, published; the name of it."""
        name = str(uuid4())
        self.keys[name] = key or ECKey.generate_key("P-256")
        self.published = [name]
        return name

    def add(self, email: str, password: str = "una contraseña larga", **more: Any) -> Account:
        account = self.accounts[email] = Account(email, password, **more)
        return account

    def token(self, account: Account, *, key: str | None = None, **changed: Any) -> str:
        """An access token as Supabase makes it; `changed` claims, or None to leave one out."""
        key = key or self.published[-1]
        claims = self.claims(account) | changed
        claims = {name: value for name, value in claims.items() if value is not None}
        signing = self.keys[key]
        algorithm = {"EC": "ES256", "RSA": "RS256", "oct": "HS256"}[signing.key_type]
        return jwt.encode({"alg": algorithm, "kid": key}, claims, signing, algorithms=[algorithm])

    def claims(self, account: Account) -> dict[str, Any]:
        return {
            "iss": f"{self.url}/auth/v1",
            "aud": "authenticated",
            "sub": account.id,
            "role": "authenticated",
            "email": account.email,
            "session_id": str(uuid4()),
            "is_anonymous": False,
            "aal": "aal1",
            "user_metadata": {"name": account.name},
            "iat": now(),
            "exp": now() + timedelta(minutes=MINUTES),
        }

    def session(self, account: Account) -> dict[str, Any]:
        refresh = secrets.token_urlsafe(9)
        self.refresh_tokens[refresh] = account
        return {
            "access_token": self.token(account),
            "token_type": "bearer",
            "expires_in": MINUTES * 60,
            "expires_at": int((now() + timedelta(minutes=MINUTES)).timestamp()),
            "refresh_token": refresh,
            "user": account.view(),
        }

    def app(self) -> Starlette:
        routes = [
            Route("/auth/v1/.well-known/jwks.json", self._jwks),
            Route("/auth/v1/signup", self._sign_up, methods=["POST"]),
            Route("/auth/v1/token", self._token, methods=["POST"]),
            Route("/auth/v1/recover", self._recover, methods=["POST"]),
            Route("/auth/v1/verify", self._verify),
            Route("/auth/v1/user", self._user, methods=["GET", "PUT"]),
            Route("/auth/v1/logout", self._logout, methods=["POST"]),
            Route("/inbox/{email}", self._inbox),
        ]
        cors = Middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["X-Total-Count", "Link", "X-Supabase-Api-Version"],
        )
        return Starlette(routes=routes, middleware=[cors], exception_handlers={Refused: _refused})

    async def _jwks(self, request: Request) -> Response:
        self.asked += 1
        if self.broken:
            return Response("upstream connect error", 503)
        public = [self.keys[name].as_dict(private=False) | {"kid": name} for name in self.published]
        return JSONResponse({"keys": [one | {"use": "sig"} for one in public]})

    async def _sign_up(self, request: Request) -> Response:
        body = await self._body(request)
        if body["email"] in self.accounts:
            raise Refused(422, "user_already_exists")
        _strong(body["password"])
        name = body.get("data", {}).get("name", "")
        account = self.add(body["email"], body["password"], name=name, confirmed=not self.confirms)
        if account.confirmed:
            return JSONResponse(self.session(account))
        self._send(request, "signup", account)
        return JSONResponse(account.view())

    async def _token(self, request: Request) -> Response:
        body = await self._body(request)
        if request.query_params["grant_type"] == "refresh_token":
            account = self.refresh_tokens.pop(body["refresh_token"], None)
            if account is None:
                raise Refused(400, "refresh_token_not_found")
            return JSONResponse(self.session(account))
        account = self.accounts.get(body["email"])
        if account is None or account.password != body["password"]:
            raise Refused(400, "invalid_credentials")
        if not account.confirmed:
            raise Refused(400, "email_not_confirmed")
        return JSONResponse(self.session(account))

    async def _recover(self, request: Request) -> Response:
        """The same answer for who has no account."""
        body = await self._body(request)
        if account := self.accounts.get(body["email"]):
            self._send(request, "recovery", account)
        return JSONResponse({})

    async def _verify(self, request: Request) -> Response:
        """Where a link in a mail leads first."""
        target = request.query_params["redirect_to"]
        kind, account = self.links.pop(request.query_params["token"], ("", None))
        if account is None:
            problem = {"error": "access_denied", "error_code": "otp_expired", "error_description": "expired"}
            return RedirectResponse(f"{target}#{urlencode(problem)}", 303)
        account.confirmed = True
        shown = {name: value for name, value in self.session(account).items() if name != "user"}
        return RedirectResponse(f"{target}#{urlencode(shown | {'type': kind})}", 303)

    async def _user(self, request: Request) -> Response:
        account = self._caller(request)
        if request.method == "PUT":
            password = (await self._body(request))["password"]
            _strong(password)
            if password == account.password:
                raise Refused(422, "same_password")
            account.password = password
        return JSONResponse(account.view())

    async def _logout(self, request: Request) -> Response:
        account = self._caller(request)
        if request.query_params.get("scope", "global") == "global":
            self.refresh_tokens = {
                token: owner for token, owner in self.refresh_tokens.items() if owner is not account
            }
        return Response(status_code=204)

    async def _inbox(self, request: Request) -> Response:
        return JSONResponse(self.inbox.get(request.path_params["email"], []))

    async def _body(self, request: Request) -> Any:
        """Its gateway lets nobody through without the project's key."""
        if request.headers.get("apikey") != ANON_KEY:
            raise Refused(401, "no_api_key")
        if self.broken:
            raise Refused(503, "unavailable")
        return await request.json()

    def _caller(self, request: Request) -> Account:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        keys = {name: self.keys[name] for name in self.published}
        for key in keys.values():
            subject = jwt.decode(token, key, algorithms=["ES256", "RS256", "HS256"]).claims["sub"]
            return next(account for account in self.accounts.values() if account.id == subject)
        raise Refused(403, "bad_jwt")

    def _send(self, request: Request, kind: str, account: Account) -> None:
        token = secrets.token_urlsafe(16)
        self.links[token] = (kind, account)
        target = request.query_params.get("redirect_to", "http://localhost:3000")
        query = urlencode({"token": token, "type": kind, "redirect_to": target})
        self.inbox.setdefault(account.email, []).append(f"{self.url}/auth/v1/verify?{query}")


def _strong(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(422, "weak_password")


async def _refused(_request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refused)
    headers = {"X-Supabase-Api-Version": "2024-01-01"}
    return JSONResponse({"code": refusal.code, "message": refusal.code}, refusal.status, headers)


@contextmanager
def auth_server() -> Generator[AuthServer]:
    server = AuthServer()
    with listening(server.app()) as server.url:
        yield server


if __name__ == "__main__":
    import sys

    with auth_server() as running:
        running.confirms = "--confirm" in sys.argv
        print(running.url, flush=True)
        sys.stdin.read()  # until who started us goes
