"""Nobody reaches what is somebody else's: asked of every route, so that a new one cannot be forgotten."""

import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import select

from medic_scribe.app import create_app
from medic_scribe.audit.models import AuditEntry
from medic_scribe.settings import load_settings
from tests.api.audio import tone
from tests.api.conftest import Site
from tests.api.test_consultations import digest

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCHEMA = create_app(load_settings(_env_file=None, environment="test")).openapi()
ROUTES = sorted(
    (method.upper(), path)
    for path, operations in SCHEMA["paths"].items()
    for method in operations
    if method in {"get", "post", "put", "patch", "delete"}
)
# Of nobody in particular; that of the caller alone; and where a path needs no caller.
OPEN_TO_ALL = {"/", "/healthz", "/readyz", "/v1/configuration", "/v1/auth/sign-in", "/v1/auth/refresh"}

# What to send, where a request without it would be refused before anybody asks whose it is.
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("PATCH", "/v1/consultations/{consultation_id}"): {"json": {"patient_label": "mía"}},
    ("POST", "/v1/consultations/{consultation_id}/findings/{finding_id}/dismiss"): {"json": {"reason": "x"}},
    ("PUT", "/v1/consultations/{consultation_id}/note"): {
        "json": {"sections": [{"key": "a", "title": "A", "statements": []}]},
        "headers": {"If-Match": '"1"'},
    },
    ("POST", "/v1/consultations/{consultation_id}/note/addenda"): {"json": {"text": "x"}},
    ("POST", "/v1/consultations/{consultation_id}/note/regenerate"): {"json": {}},
    ("POST", "/v1/consultations/{consultation_id}/note/sign"): {"headers": {"If-Match": '"1"'}},
    ("PUT", "/v1/consultations/{consultation_id}/recording"): {"content": tone()},
    ("PUT", "/v1/consultations/{consultation_id}/recording/chunks/{number}"): {
        "content": b"x",
        "headers": {"Content-Digest": digest(b"x")},
    },
    ("POST", "/v1/consultations/{consultation_id}/recording/finish"): {"json": {"chunks": 1}},
    ("PATCH", "/v1/consultations/{consultation_id}/transcript/speakers"): {
        "json": {"speaker": "patient", "becomes": "clinician"}
    },
    ("PATCH", "/v1/consultations/{consultation_id}/transcript/utterances/{utterance_id}"): {
        "json": {"text": "x"}
    },
    ("PUT", "/v1/templates/{key}"): {
        "json": {"title": "mía", "sections": [{"key": "a", "title": "A"}]},
    },
}


@dataclass(frozen=True)
class TwoUsers:
    """`places` fill the paths' parameters with what is the victim's; `before` is all of that."""

    site: Site
    victim: httpx.AsyncClient
    intruder: httpx.AsyncClient
    places: dict[str, str]
    before: list[Any]

    def path(self, template: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda match: self.places[match[1]], template)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def users(site: Site) -> AsyncGenerator[TwoUsers]:
    consultation_id = await site.noted("victim")
    await site.noted("intruder")
    async with site.caller("victim") as victim, site.caller("intruder") as intruder:
        address = f"/v1/consultations/{consultation_id}"
        read = await victim.get(f"{address}/note")
        edit = {"sections": [{"key": "a", "title": "A", "statements": [{"text": "Pesa un kilo más."}]}]}
        edited = await victim.put(f"{address}/note", json=edit, headers={"If-Match": read.headers["ETag"]})
        finding = (await victim.get(f"{address}/findings")).json()["items"][0]
        section = {"key": "a", "title": "A"}
        template = await victim.post("/v1/templates", json={"title": "suya", "sections": [section]})
        term = await victim.post("/v1/vocabulary", json={"text": "suyo"})
        places = {
            "consultation_id": consultation_id,
            "finding_id": str(finding["id"]),
            "key": template.json()["key"],
            "number": str(edited.json()["version"]),
            "term_id": str(term.json()["id"]),
            "utterance_id": "0",
        }
        before = await everything(victim, consultation_id)
        yield TwoUsers(site, victim, intruder, places, before)


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if "{" in route[1]])
async def test_what_is_somebody_elses_does_not_exist(users: TwoUsers, method: str, path: str) -> None:
    answer = await users.intruder.request(method, users.path(path), **BODIES.get((method, path), {}))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), answer.text


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if "{" in route[1]])
async def test_what_does_not_exist_looks_the_same(users: TwoUsers, method: str, path: str) -> None:
    """The answer does not tell what is somebody else's from what is nobody's."""
    nowhere = {
        "consultation_id": "00000000-0000-4000-8000-000000000000",
        "finding_id": "999999",
        "key": "none-such",
        "number": "1",
        "term_id": "999999",
        "utterance_id": "0",
    }
    sent = BODIES.get((method, path), {})
    missing = await users.intruder.request(
        method, re.sub(r"\{(\w+)\}", lambda match: nowhere[match[1]], path), **sent
    )
    theirs = await users.intruder.request(method, users.path(path), **sent)
    assert missing.json() == theirs.json()


async def test_after_all_these_requests_nothing_of_the_victims_is_changed(users: TwoUsers) -> None:
    assert await everything(users.victim, users.places["consultation_id"]) == users.before


@pytest.mark.parametrize(("method", "path"), [r for r in ROUTES if "{" not in r[1] and r[0] == "GET"])
async def test_lists_hold_only_ones_own(users: TwoUsers, method: str, path: str) -> None:
    text = (await users.intruder.request(method, path)).text
    for place in ("consultation_id", "key"):
        assert users.places[place] not in text
    assert "victim" not in text


@pytest.mark.parametrize(("method", "path"), [r for r in ROUTES if "{consultation_id}" in r[1]])
async def test_whatever_touches_a_consultation_is_in_the_audit_trail(
    users: TwoUsers, method: str, path: str
) -> None:
    if method == "DELETE":
        return  # test_deleting_stays_in_the_audit_trail
    before = await trail(users)
    sent = dict(BODIES.get((method, path), {}))
    answer = await users.victim.request(method, users.path(path), **sent)
    if answer.status_code < 400:
        assert await trail(users) > before, path


async def test_deleting_stays_in_the_audit_trail(site: Site) -> None:
    name = await site.noted("olvido")
    async with site.caller("olvido") as client:
        await client.delete(f"/v1/consultations/{name}")
    async with site.wiring.database.reading() as session:
        entries = await session.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == name))
    assert entries.all()[-1] == "consultation.deleted"


async def everything(victim: httpx.AsyncClient, consultation_id: str) -> list[Any]:
    address = f"/v1/consultations/{consultation_id}"
    found: list[Any] = []
    for path in (
        address,
        f"{address}/note",
        f"{address}/note/versions",
        f"{address}/findings",
        f"{address}/transcript",
        f"{address}/recording",
        "/v1/templates",
        "/v1/vocabulary",
    ):
        answer = await victim.get(path)
        assert answer.status_code == 200
        found.append(answer.json())
    return found


async def trail(users: TwoUsers) -> int:
    async with users.site.wiring.database.reading() as session:
        entries = await session.scalars(
            select(AuditEntry.id).where(
                AuditEntry.subject_id == users.places["consultation_id"], AuditEntry.actor_id == "victim"
            )
        )
    return len(entries.all())
