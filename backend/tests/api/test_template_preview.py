"""Trying a template out."""

import pytest

from tests.api.conftest import Site

pytestmark = pytest.mark.asyncio(loop_scope="module")

PREVIEW = "/v1/templates/preview"
TRIAL = {"title": "Breve", "sections": [{"key": "a", "title": "Cambios"}, {"key": "b", "title": "Plan"}]}


async def test_on_the_sample(site: Site) -> None:
    answer = await site.client.post(PREVIEW, json={**TRIAL, "instruction": "Sea breve."})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert [section["title"] for section in body["sections"]] == ["Cambios", "Plan"]
    assert "¿Y tiene más sed de lo normal?" in body["sections"][0]["lines"]  # the fake engine quotes
    assert body["unfollowed"] == ["Sea breve."]


async def test_on_ones_own_consultation(site: Site) -> None:
    consultation = await site.noted("ana")
    async with site.caller("ana") as client:
        before = (await client.get("/v1/templates")).json()
        answer = await client.post(PREVIEW, json={**TRIAL, "consultation_id": consultation})
        after = (await client.get("/v1/templates")).json()
    assert "El paciente presenta dolor abdominal." in " ".join(answer.json()["sections"][0]["lines"])
    assert after == before  # nothing is kept


async def test_not_on_somebody_elses(site: Site) -> None:
    consultation = await site.noted("ana")
    async with site.caller("otra") as client:
        answer = await client.post(PREVIEW, json={**TRIAL, "consultation_id": consultation})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_not_before_there_is_a_transcript(site: Site) -> None:
    async with site.caller("ana") as client:
        consultation = (await client.post("/v1/consultations", json={})).json()["id"]
        answer = await client.post(PREVIEW, json={**TRIAL, "consultation_id": consultation})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_ready")


async def test_two_sections_with_one_key(site: Site) -> None:
    twice = {"title": "x", "sections": [{"key": "a", "title": "A"}, {"key": "a", "title": "B"}]}
    assert (await site.client.post(PREVIEW, json=twice)).status_code == 422
