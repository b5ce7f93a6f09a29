"""A clinician's profile, templates and vocabulary."""

from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.api.conftest import Site

pytestmark = pytest.mark.asyncio(loop_scope="module")

BRIEF: dict[str, Any] = {
    "title": "Revisión breve",
    "sections": [
        {"key": "cambios", "title": "Qué ha cambiado", "topics": ["illness", "medication"]},
        {"key": "plan", "title": "Plan", "instruction": "Una línea por decisión."},
    ],
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ana(site: Site) -> AsyncGenerator[httpx.AsyncClient]:
    async with site.caller("ana") as client:
        yield client


async def test_profile(ana: httpx.AsyncClient) -> None:
    change = {
        "name": "Dra. Ana Ruiz",
        "licence": "28/12345",
        "specialty": "Pediatría",
        "language": "en",
        "default_template": "paediatrics",
        "audio_retention_days": 30,
    }
    changed = (await ana.patch("/v1/profile", json=change)).json()
    assert change.items() <= changed.items()
    assert (await ana.get("/v1/profile")).json() == changed
    kept = (await ana.patch("/v1/profile", json={"audio_retention_days": None})).json()
    assert kept == changed | {"audio_retention_days": None}
    for wrong in (
        {"default_template": "none such"},
        {"language": "fr"},
        {"audio_retention_days": -1},
        {"name": "x" * 201},
    ):
        assert (await ana.patch("/v1/profile", json=wrong)).status_code == 422
    new = (await ana.post("/v1/consultations", json={})).json()
    assert new["template"] == "paediatrics"


async def test_templates(site: Site) -> None:
    async with site.caller("plantillas") as client:
        built_in = (await client.get("/v1/templates")).json()["items"]
        assert [one["key"] for one in built_in][:2] == ["soap", "primary-care"]
        assert all(one["built_in"] for one in built_in)
        assert [one["key"] for one in built_in if one["is_default"]] == ["soap"]
        english = (await client.get("/v1/templates/soap", headers={"Accept-Language": "en"})).json()
        assert english["sections"][0]["title"] == "Subjective"

        made = await client.post("/v1/templates", json=BRIEF)
        assert made.status_code == 201
        own = f"/v1/templates/{made.json()['key']}"
        assert (await client.get(own)).json() == made.json()
        assert made.json()["sections"][0]["topics"] == ["illness", "medication"]
        changed = await client.put(own, json=BRIEF | {"title": "Otra"})
        assert changed.json()["title"] == "Otra"
        copy = await client.post("/v1/templates/soap/duplicate")
        assert (copy.status_code, copy.json()["built_in"]) == (201, False)
        assert copy.json()["sections"] == built_in[0]["sections"]

        key = changed.json()["key"]
        await client.patch("/v1/profile", json={"default_template": key})
        assert (await client.get(own)).json()["is_default"] is True
        consultation = (await client.post("/v1/consultations", json={})).json()
        assert consultation["template"] == key
        assert (await client.delete(own)).status_code == 204
        assert (await client.get(own)).status_code == 404
        assert (await client.get("/v1/profile")).json()["default_template"] is None


async def test_built_in_templates_stay_as_they_are(ana: httpx.AsyncClient) -> None:
    assert (await ana.put("/v1/templates/soap", json=BRIEF)).status_code == 403
    assert (await ana.delete("/v1/templates/soap")).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"sections": []},
        {"sections": [{"key": "a", "title": "A"}, {"key": "a", "title": "B"}]},
        {"sections": [{"key": "a", "title": "A", "topics": ["astrology"]}]},
        {"sections": [{"key": "a", "title": "A\x00"}]},
    ],
)
async def test_a_template_that_cannot_be(ana: httpx.AsyncClient, wrong: dict[str, Any]) -> None:
    assert (await ana.post("/v1/templates", json=BRIEF | wrong)).status_code == 422


async def test_vocabulary(site: Site) -> None:
    async with site.caller("palabras") as client:
        first = await client.post("/v1/vocabulary", json={"text": " empagliflozina "})
        assert (first.status_code, first.json()["text"]) == (201, "empagliflozina")
        again = await client.post("/v1/vocabulary", json={"text": "Empagliflozina"})
        assert (again.status_code, again.json()["code"]) == (409, "already_exists")
        pasted = "sacubitrilo\r\n\r\nEMPAGLIFLOZINA; dapagliflozina,\tácido  acetilsalicílico\nsacubitrilo"
        items = (await client.post("/v1/vocabulary/paste", json={"text": pasted})).json()["items"]
        expected = ["empagliflozina", "sacubitrilo", "dapagliflozina", "ácido acetilsalicílico"]
        assert [one["text"] for one in items] == expected
        assert (await client.delete(f"/v1/vocabulary/{items[1]['id']}")).status_code == 204
        left = (await client.get("/v1/vocabulary")).json()["items"]
        assert [one["text"] for one in left] == [expected[0], *expected[2:]]
        for wrong in ("x" * 101, "\n".join(f"término {n}" for n in range(1_001))):
            assert (await client.post("/v1/vocabulary/paste", json={"text": wrong})).status_code == 422
        assert (await client.post("/v1/vocabulary", json={"text": " "})).status_code == 422
