"""The deployment that is verified, and the ways of asking it."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
from websockets.asyncio.client import connect

from medic_scribe.verification.points import Failed, Skipped

API = "/api"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PROBLEM = "application/problem+json"
ANSWER_WITHIN = 60.0  # seconds; what takes longer is not well


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person says of the deployment: where it is and who may enter."""

    url: str
    plain_url: str | None = None  # the same over HTTP, where it is not port 80
    ca: Path | None = None
    insecure: bool = False
    people: tuple["Person", ...] = ()
    limit_mb: int = 100
    quick: bool = False
    restart_with: str | None = None
    note_within: float = 300.0  # seconds


@dataclass(frozen=True, slots=True)
class Person:
    """An account: an address and its password, or a token that was got elsewhere."""

    email: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    user_id: str
    token: str = field(repr=False)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


class Deployment:
    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self.url = wish.url.rstrip("/")
        parts = urlsplit(self.url)
        self.is_https = parts.scheme == "https"
        self.host = parts.hostname or ""
        self.port = parts.port or (443 if self.is_https else 80)
        self.trust = _trust(wish)
        self.client = httpx.Client(base_url=self.url, verify=self.trust, timeout=ANSWER_WITHIN)
        # A note that one point made and others look at again; all that was made is deleted at the end.
        self.noted: str | None = None
        self.made: list[str] = []
        self._signed_in: dict[int, SignedIn] = {}

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """Raises `Failed` unless the answer is 200."""
        answer = self.client.get(path, headers=headers)
        expect_status(answer, 200)
        return answer

    def api(self, path: str, person: int = 0) -> Any:
        """What the API says under `path`, as that person sees it."""
        return json_of(self.get(API + path, self.person(person).headers))

    def is_open(self) -> bool:
        """Whether nobody signs in there."""
        return self.get(f"{API}/healthz").headers.get("X-Identity") == "open"

    def person(self, number: int = 0) -> SignedIn:
        """The first or second account. Where nobody signs in, anybody."""
        if number not in self._signed_in:
            self._signed_in[number] = self._sign_in(number)
        return self._signed_in[number]

    def connect(self, user_id: str, token: str | None) -> connect:
        """For `async with`. Not the library's client for threads: two of them in one TLS connection, one of
        which reads while the other writes, lost a request in some hundred."""
        address = f"{self.url.replace('http', 'ws', 1)}/ws/{user_id}"
        protocols = ["medic-scribe", *([f"bearer.{token}"] if token else [])]
        context = self.trust if self.is_https else None
        return connect(address, subprotocols=cast(Any, protocols), ssl=context, open_timeout=ANSWER_WITHIN)

    def close(self) -> None:
        """Leaves nothing behind."""
        for consultation_id in self.made:
            self.client.delete(f"{API}/v1/consultations/{consultation_id}", headers=self.person().headers)
        self.client.close()

    def _sign_in(self, number: int) -> SignedIn:
        if self.is_open():
            name = f"verify-{uuid4()}"
            return SignedIn(name, name)
        if number >= len(self.wish.people):
            raise Skipped("no_account" if number == 0 else "no_second_account")
        person = self.wish.people[number]
        if person.token is not None:
            profile = self.get(f"{API}/v1/profile", {"Authorization": f"Bearer {person.token}"})
            return SignedIn(json_of(profile)["id"], person.token)
        credentials = {"email": person.email, "password": person.password}
        answer = self.client.post(f"{API}/v1/auth/sign-in", json=credentials)
        expect_status(answer, 200)
        session = json_of(answer)
        return SignedIn(session["user_id"], session["access_token"])


def expect_status(answer: httpx.Response, *expected: int) -> None:
    if answer.status_code not in expected:
        wanted = " / ".join(str(status) for status in expected)
        raise Failed("status", path=answer.request.url.path, found=answer.status_code, expected=wanted)


def expect_header(answer: httpx.Response, name: str, *parts: str) -> None:
    """Raises `Failed` unless the header is there and holds every part."""
    found = answer.headers.get(name)
    if found is None:
        raise Failed("header_missing", path=answer.request.url.path, header=name)
    for part in parts:
        if part not in found:
            raise Failed(
                "header", path=answer.request.url.path, header=name, found=found[:100], expected=part
            )


def expect_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """An error as programs and people can read it."""
    expect_status(answer, status)
    expect_header(answer, "Content-Type", PROBLEM)
    problem = json_of(answer)
    if not problem.get("detail") or problem.get("status") != status:
        raise Failed("not_problem", path=answer.request.url.path)
    return problem


def json_of(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        raise Failed("not_json", path=answer.request.url.path) from None


def _trust(wish: Wish) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(wish.ca) if wish.ca else None)
    if wish.insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
