"""From a recording to a signed note through `/v1`."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import func, select

from medic_scribe.durable import Pipeline
from medic_scribe.notes.filing import file_note
from medic_scribe.notifications.models import Event
from medic_scribe.notifications.signals import follow
from medic_scribe.speech.fake import SCRIPT
from tests.api.audio import tone
from tests.api.conftest import WAIT, Site
from tests.api.findings import DRUG, LEFT_OUT

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]

WHOLE = " ".join(SCRIPT)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ana(site: Site) -> AsyncGenerator[httpx.AsyncClient]:
    async with site.caller("ana") as client:
        yield client


async def created(client: httpx.AsyncClient, **wishes: Any) -> Json:
    answer = await client.post("/v1/consultations", json=wishes)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def new_note(site: Site, client: httpx.AsyncClient) -> str:
    """The address of a consultation whose note is ready."""
    address = f"/v1/consultations/{(await created(client))['id']}"
    answer = await client.put(f"{address}/recording", content=tone(), headers={"Content-Type": "audio/wav"})
    assert answer.status_code == 202, answer.text
    await site.finished(answer.json()["id"])
    return address


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def noted(site: Site, ana: httpx.AsyncClient) -> str:
    """One that is only read."""
    return await new_note(site, ana)


class TestConsultations:
    async def test_create_read_change_delete(self, ana: httpx.AsyncClient) -> None:
        answer = await ana.post(
            "/v1/consultations",
            json={
                "patient_label": " Box 3 ",
                "template": "follow-up",
                "instruction": "Breve.",
                "consent": {"by": "representative", "method": "verbal"},
            },
        )
        assert answer.status_code == 201
        made = answer.json()
        assert answer.headers["Location"] == f"/v1/consultations/{made['id']}"
        assert (made["patient_label"], made["status"], made["failure"]) == ("Box 3", "recording", None)
        assert (made["consent"]["by"], made["consent"]["method"]) == ("representative", "verbal")
        address = answer.headers["Location"]
        assert (await ana.get(address)).json() == made

        changed = await ana.patch(address, json={"patient_label": "Box 4", "template": "soap"})
        assert changed.json()["patient_label"] == "Box 4"
        assert changed.json()["template"] == "soap"
        assert changed.json()["instruction"] == "Breve."

        assert (await ana.delete(address)).status_code == 204
        assert (await ana.get(address)).status_code == 404
        assert (await ana.delete(address)).status_code == 404

    async def test_an_unknown_template_is_refused(self, ana: httpx.AsyncClient) -> None:
        answer = await ana.post("/v1/consultations", json={"template": "none such"})
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_request")

    async def test_list_in_pages_newest_first(self, site: Site) -> None:
        async with site.caller("listas") as client:
            made = [(await created(client, patient_label=f"n{n}"))["id"] for n in range(5)]
            seen: list[str] = []
            cursor = ""
            while cursor is not None:
                params = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
                page = (await client.get("/v1/consultations", params=params)).json()
                assert len(page["items"]) <= 2
                seen += [item["id"] for item in page["items"]]
                cursor = page["next"]
            assert seen == made[::-1]

    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("rodilla", True),
            ("RODILLÁ", True),
            ("dolor", False),
            ("rod_lla", False),
            ("%", False),
            ("", True),
        ],
    )
    async def test_search_in_the_label(self, site: Site, search: str, found: bool) -> None:
        async with site.caller("rotulos") as client:
            made = await created(client, patient_label="Revisión de Rodilla")
            page = (await client.post("/v1/search", json={"text": search})).json()
            assert (made["id"] in {item["id"] for item in page["items"]}) is found

    async def test_search_in_what_was_said(self, ana: httpx.AsyncClient, noted: str) -> None:
        for search, found in (("DOLOR abdominál", True), ("dolor toracico", False)):
            page = (await ana.post("/v1/search", json={"text": search})).json()
            assert (noted.split("/")[-1] in {item["id"] for item in page["items"]}) is found

    async def test_search_in_the_note_as_it_is_now(self, site: Site) -> None:
        async with site.caller("notas") as client:
            address = await new_note(site, client)
            for written, lost in (("Crepitantes bibasales.", None), ("Sin ruidos.", "crepitántes")):
                read = await client.get(f"{address}/note")
                edit = as_edit(read.json())
                edit["sections"][0]["statements"] = [{"text": written}]
                saved = await client.put(
                    f"{address}/note", json=edit, headers={"If-Match": read.headers["ETag"]}
                )
                assert saved.status_code == 200, saved.text
                for search, found in ((written.strip("."), 1), (lost, 0)):
                    if search:
                        page = (await client.post("/v1/search", json={"text": search})).json()
                        assert len(page["items"]) == found, search

    async def test_one_day_where_the_clinician_is(self, site: Site) -> None:
        async with site.caller("dias") as client:
            made = await created(client)
            day = made["created_at"][:10]

            async def items(**params: str) -> int:
                return len((await client.get("/v1/consultations", params=params)).json()["items"])

            assert await items(day=day) == 1
            assert await items(day="2020-01-01") == 0
            assert await items(day=day, zone="Pacific/Kiritimati") + await items(day=day) >= 1
            assert await items(status="recording") == 1
            assert await items(status="signed") == 0
            wrong = await client.get("/v1/consultations", params={"zone": "Nowhere/At all"})
            assert wrong.status_code == 422

    @pytest.mark.parametrize("cursor", ["x", "!!!", "YQ", "MjAyNi0wMS0wMQ", "ñ"])
    async def test_a_cursor_that_no_page_gave(self, ana: httpx.AsyncClient, cursor: str) -> None:
        answer = await ana.get("/v1/consultations", params={"cursor": cursor})
        assert answer.status_code == 422


class TestRecording:
    async def test_a_whole_file(self, site: Site, ana: httpx.AsyncClient, noted: str) -> None:
        state = (await ana.get(f"{noted}/recording")).json()
        assert state == {
            "received": True,
            "abandoned": False,
            "erased": False,
            "size": len(tone()),
            "seconds": 2.5,
            "chunks": [],
        }
        again = await ana.put(f"{noted}/recording", content=tone())
        assert (again.status_code, again.json()["code"]) == (409, "already_exists")

    async def test_chunks_in_any_order_once_each(self, site: Site, ana: httpx.AsyncClient) -> None:
        address = f"/v1/consultations/{(await created(ana))['id']}"
        data = tone(2.0)
        pieces = [data[n : n + 20_000] for n in range(0, len(data), 20_000)]
        for number in (2, 0, 3, 2, 0):
            answer = await ana.put(
                f"{address}/recording/chunks/{number}",
                content=pieces[number],
                headers={"Content-Digest": digest(pieces[number])},
            )
            assert answer.status_code == 200, answer.text
        state = (await ana.get(f"{address}/recording")).json()
        assert state["chunks"] == [0, 2, 3]
        assert not state["received"]

        early = await ana.post(f"{address}/recording/finish", json={"chunks": len(pieces)})
        assert (early.status_code, early.json()["code"]) == (409, "chunks_missing")
        await ana.put(
            f"{address}/recording/chunks/1", content=pieces[1], headers={"Content-Digest": digest(pieces[1])}
        )
        finish = {"chunks": len(pieces), "media_type": "audio/wav"}
        for _ in range(2):  # finishing twice does no harm
            assert (await ana.post(f"{address}/recording/finish", json=finish)).status_code == 202
        await site.finished(address.split("/")[-1])
        assert (await ana.get(f"{address}/audio")).content == data
        assert (await ana.get(address)).json()["status"] == "ready"
        assert not list(site.settings.upload_folder.glob("*.chunk"))

    async def test_a_chunk_that_is_not_what_was_sent(self, site: Site, ana: httpx.AsyncClient) -> None:
        address = f"/v1/consultations/{(await created(ana))['id']}/recording"

        async def put(data: bytes, told: str) -> httpx.Response:
            return await ana.put(f"{address}/chunks/0", content=data, headers={"Content-Digest": told})

        corrupt = await put(b"one", digest(b"two"))
        assert (corrupt.status_code, corrupt.json()["code"]) == (422, "chunk_corrupt")
        assert corrupt.json()["retry"] is True
        assert (await ana.get(address)).json()["chunks"] == []
        for wrong in ("", "sha-256=x", "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:", "sha-256=:" + "=" * 44 + ":"):
            assert (await put(b"one", wrong)).status_code == 422
        assert (await put(b"one", digest(b"one"))).status_code == 200
        other = await put(b"two", digest(b"two"))
        assert (other.status_code, other.json()["code"]) == (409, "conflict")

    async def test_chunks_together_have_the_same_limit(self, site: Site, ana: httpx.AsyncClient) -> None:
        address = f"/v1/consultations/{(await created(ana))['id']}/recording"
        half = bytes(site.settings.max_upload_bytes // 2)
        codes: list[int] = []
        for number, data in enumerate((half, half, b"1")):
            answer = await ana.put(
                f"{address}/chunks/{number}", content=data, headers={"Content-Digest": digest(data)}
            )
            codes.append(answer.status_code)
        assert codes == [200, 200, 413]

    async def test_what_is_no_recording(self, site: Site, ana: httpx.AsyncClient) -> None:
        address = f"/v1/consultations/{(await created(ana))['id']}"
        limit = site.settings.max_upload_bytes
        for data, status in ((b"texto" * 100, 415), (b"", 422), (bytes(limit + 1), 413)):
            answer = await ana.put(f"{address}/recording", content=data)
            assert answer.status_code == status
        assert (await ana.get(f"{address}/recording")).json()["received"] is False
        text = b"no es audio" * 100
        await ana.put(f"{address}/recording/chunks/0", content=text, headers={"Content-Digest": digest(text)})
        assert (await ana.post(f"{address}/recording/finish", json={"chunks": 1})).status_code == 415
        assert (await ana.put(f"{address}/recording", content=tone())).status_code == 202

    @pytest.mark.parametrize(
        ("asked", "status", "first", "last"),
        [
            ("bytes=0-9", 206, 0, 9),
            ("bytes=10-", 206, 10, -1),
            ("bytes=-10", 206, -10, -1),
            ("bytes=0-999999999", 206, 0, -1),
            ("bytes=5-4", 200, 0, -1),
            ("bytes=0-1,4-5", 200, 0, -1),
            ("seconds=0-1", 200, 0, -1),
            ("bytes=", 200, 0, -1),
        ],
    )
    async def test_audio_in_ranges(
        self, ana: httpx.AsyncClient, noted: str, asked: str, status: int, first: int, last: int
    ) -> None:
        answer = await ana.get(f"{noted}/audio", headers={"Range": asked})
        assert answer.status_code == status
        data = tone()
        span = range(len(data))[first], range(len(data))[last]
        assert answer.content == data[span[0] : span[1] + 1]
        assert answer.headers["Content-Type"] == "audio/wav"
        if status == 206:
            assert answer.headers["Content-Range"] == f"bytes {span[0]}-{span[1]}/{len(data)}"

    @pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0"])
    async def test_a_range_outside_the_audio(self, ana: httpx.AsyncClient, noted: str, asked: str) -> None:
        answer = await ana.get(f"{noted}/audio", headers={"Range": asked})
        assert (answer.status_code, answer.json()["code"]) == (416, "range_not_satisfiable")
        assert answer.headers["Content-Range"] == f"bytes */{len(tone())}"

    async def test_a_range_of_another_recording(self, ana: httpx.AsyncClient, noted: str) -> None:
        tag = (await ana.get(f"{noted}/audio")).headers["ETag"]
        for if_range, status in ((tag, 206), ('"another"', 200)):
            asked = {"Range": "bytes=0-9", "If-Range": if_range}
            assert (await ana.get(f"{noted}/audio", headers=asked)).status_code == status


class TestTranscript:
    async def test_read(self, ana: httpx.AsyncClient, noted: str) -> None:
        answer = await ana.get(f"{noted}/transcript")
        body = answer.json()
        assert answer.headers["ETag"] == f'"{body["version"]}"'
        assert body["complete"] is True
        assert " ".join(one["text"] for one in body["utterances"]) == WHOLE
        assert body["utterances"][0]["words"][0]["text"] == WHOLE.split()[0]

    async def test_correct_a_word_and_a_speaker(self, site: Site, ana: httpx.AsyncClient) -> None:
        address = await new_note(site, ana)
        before = (await ana.get(f"{address}/transcript")).json()["utterances"][1]["text"]
        fixed = await ana.patch(f"{address}/transcript/utterances/1", json={"text": "Desde hace tres días."})
        assert fixed.json()["text"] == "Desde hace tres días."
        assert fixed.json()["heard"] == before
        assert fixed.json()["edited"] is True
        said = await ana.patch(f"{address}/transcript/utterances/1", json={"speaker": "companion"})
        assert said.json()["speaker"] == "companion"
        body = (await ana.get(f"{address}/transcript")).json()
        assert body["version"] == 3
        assert (await ana.get(f"{address}/note")).json()["stale"] is True

        speaker = body["utterances"][0]["speaker"]
        change = {"speaker": speaker, "becomes": "companion"}
        after = (await ana.patch(f"{address}/transcript/speakers", json=change)).json()
        assert speaker not in {one["speaker"] for one in after["utterances"]}

    async def test_what_changes_nothing_is_no_correction(self, site: Site, ana: httpx.AsyncClient) -> None:
        address = await new_note(site, ana)
        before = (await ana.get(f"{address}/transcript")).json()
        same = {key: before["utterances"][1][key] for key in ("text", "speaker")}
        assert (await ana.patch(f"{address}/transcript/utterances/1", json=same)).json()["edited"] is False
        assert (await ana.get(f"{address}/transcript")).json() == before
        assert (await ana.get(f"{address}/note")).json()["stale"] is False

    async def test_the_note_is_checked_again(self, site: Site, ana: httpx.AsyncClient) -> None:
        address = await new_note(site, ana)
        clean = await ana.get(f"{address}/note")
        assert clean.json()["open_findings"] == 0
        await correct(site, ana, address, {"text": f"Tomo {DRUG} y {LEFT_OUT}."})
        note, (finding,) = await note_and_findings(ana, address)
        assert (note["version"], note["open_findings"]) == (clean.json()["version"], 1)
        assert (finding["quote"], finding["state"]) == (LEFT_OUT, "open")

        # What is found again is the same finding; what is not any more is gone.
        await correct(site, ana, address, {"speaker": "companion"})
        assert (await note_and_findings(ana, address))[1] == [finding]
        await correct(site, ana, address, {"text": "No tomo nada."})
        assert (await note_and_findings(ana, address))[1] == []

        # What was settled stays.
        await correct(site, ana, address, {"text": f"Tomo {LEFT_OUT}."})
        _, (finding,) = await note_and_findings(ana, address)
        dismiss = f"{address}/findings/{finding['id']}/dismiss"
        dismissed = (await ana.post(dismiss, json={"reason": "Ya figura."})).json()
        await correct(site, ana, address, {"text": f"Tomaba {LEFT_OUT}."})
        assert (await note_and_findings(ana, address))[1] == [dismissed]
        await correct(site, ana, address, {"text": "No tomo nada."})
        _, (still,) = await note_and_findings(ana, address)
        assert still | {"evidence": []} == dismissed | {"evidence": []}

    async def test_evidence_stays_on_its_words(self, site: Site, ana: httpx.AsyncClient) -> None:
        address = await new_note(site, ana)

        async def supported() -> list[Json]:
            note = (await ana.get(f"{address}/note")).json()
            return note["sections"][0]["statements"][0]["evidence"]

        (before,) = await supported()
        said = (await ana.get(f"{address}/transcript")).json()["utterances"][0]["text"]
        await correct(site, ana, address, {"text": f"Pase, pase. {said}"})
        assert await supported() == [before | {"first": before["first"] + 2, "last": before["last"] + 2}]

    async def test_who_signs_before_the_check_has_it_done(
        self, site: Site, ana: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = await new_note(site, ana)
        tag = {"If-Match": (await ana.get(f"{address}/note")).headers["ETag"]}

        async def never(_pipeline: Pipeline, _consultation_id: str) -> None:
            """As where the process dies at that moment."""

        monkeypatch.setattr(Pipeline, "submit_check", never)
        await ana.patch(f"{address}/transcript/utterances/0", json={"text": f"Tomo {LEFT_OUT}."})
        assert (await note_and_findings(ana, address))[0]["open_findings"] == 0
        async with site.caller("eva") as eva:
            assert (await eva.post(f"{address}/note/sign", headers=tag)).status_code == 404
        assert (await note_and_findings(ana, address))[0]["open_findings"] == 0
        refused = await ana.post(f"{address}/note/sign", headers=tag)
        assert (refused.status_code, refused.json()["code"]) == (409, "findings_open")
        await ana.patch(f"{address}/transcript/utterances/0", json={"text": "No tomo nada."})
        assert (await ana.post(f"{address}/note/sign", headers=tag)).status_code == 200

    @pytest.mark.parametrize(
        ("place", "change", "status"),
        [
            ("utterances/99", {"text": "x"}, 404),
            ("utterances/0", {}, 422),
            ("utterances/0", {"text": " "}, 422),
            ("utterances/0", {"text": "a\x00b"}, 422),
            ("utterances/0", {"speaker": "nurse"}, 422),
            ("utterances/x", {"text": "x"}, 422),
        ],
    )
    async def test_a_correction_that_cannot_be(
        self, ana: httpx.AsyncClient, noted: str, place: str, change: Json, status: int
    ) -> None:
        answer = await ana.patch(f"{noted}/transcript/{place}", json=change)
        assert answer.status_code == status

    async def test_nothing_to_correct_yet(self, ana: httpx.AsyncClient) -> None:
        address = f"/v1/consultations/{(await created(ana))['id']}"
        answer = await ana.patch(f"{address}/transcript/utterances/0", json={"text": "x"})
        assert (answer.status_code, answer.json()["code"]) == (409, "not_ready")


async def correct(site: Site, client: httpx.AsyncClient, address: str, change: Json) -> None:
    """And wait until the note has been checked again."""
    async with site.wiring.database.reading() as session:
        last = await session.scalar(select(func.max(Event.id))) or 0
    answer = await client.patch(f"{address}/transcript/utterances/0", json=change)
    assert answer.status_code == 200, answer.text
    async with asyncio.timeout(WAIT):
        async for event in follow(site.wiring.database, site.wiring.signals, "ana", last):
            if event.type == "note_checked" and event.consultation_id == address.split("/")[-1]:
                return


async def note_and_findings(client: httpx.AsyncClient, address: str) -> tuple[Json, list[Json]]:
    note = (await client.get(f"{address}/note")).json()
    return note, (await client.get(f"{address}/findings")).json()["items"]


NOWHERE = {"utterance_id": 99, "first": 0, "last": 1}


class TestNote:
    async def test_none_yet(self, ana: httpx.AsyncClient) -> None:
        address = f"/v1/consultations/{(await created(ana))['id']}"
        for answer in (await ana.get(f"{address}/note"), await ana.get(f"{address}/findings")):
            assert (answer.status_code, answer.json()["code"]) == (409, "not_ready")
        assert (await ana.get(f"{address}/audio")).status_code == 404
        assert (await ana.post(f"{address}/retry")).status_code == 409

    async def test_edit_needs_the_version_that_was_read(self, site: Site, ana: httpx.AsyncClient) -> None:
        address = await new_note(site, ana)
        read = await ana.get(f"{address}/note")
        tag, note = read.headers["ETag"], read.json()
        edit = as_edit(note)
        edit["sections"][0]["statements"][0]["text"] = "Refiere dolor abdominal."
        edit["sections"][1]["statements"] = [{"text": "Abdomen blando."}]

        assert (await ana.put(f"{address}/note", json=edit)).status_code == 428
        wrong = await ana.put(f"{address}/note", json=edit, headers={"If-Match": '"99"'})
        assert (wrong.status_code, wrong.json()["code"]) == (412, "edit_conflict")
        saved = await ana.put(f"{address}/note", json=edit, headers={"If-Match": tag})
        assert saved.status_code == 200, saved.text
        assert saved.headers["ETag"] == '"2"'
        first = saved.json()["sections"][0]["statements"]
        assert (first[0]["text"], first[0]["origin"]) == ("Refiere dolor abdominal.", "clinician")
        assert first[0]["evidence"] == note["sections"][0]["statements"][0]["evidence"]
        assert first[1]["origin"] == "engine"
        again = await ana.put(f"{address}/note", json=edit, headers={"If-Match": tag})
        assert again.status_code == 412

        assert (await ana.get(f"{address}/note")).json() == saved.json()
        history = (await ana.get(f"{address}/note/versions")).json()["items"]
        assert [one["version"] for one in history] == [2, 1]
        assert (await ana.get(f"{address}/note/versions/1")).json()["sections"] == note["sections"]
        assert (await ana.get(f"{address}/note/versions/9")).status_code == 404
        file = site.settings.notes_folder / f"{address.split('/')[-1]}.md"
        assert "Abdomen blando." in file.read_text()

    @pytest.mark.parametrize(
        "sections",
        [
            [],
            [{"key": "a", "title": "A", "statements": [{"id": 2**40, "text": "de otra nota"}]}],
            [{"key": "a", "title": "A", "statements": []}, {"key": "a", "title": "B", "statements": []}],
            [{"key": "a", "title": "", "statements": []}],
            [{"key": "a", "title": "A", "statements": [{"text": " "}]}],
            [{"key": "a", "title": "A", "statements": [{"text": "x", "evidence": [NOWHERE]}]}],
        ],
    )
    async def test_an_edit_that_cannot_be(self, ana: httpx.AsyncClient, noted: str, sections: Any) -> None:
        tag = (await ana.get(f"{noted}/note")).headers["ETag"]
        answer = await ana.put(f"{noted}/note", json={"sections": sections}, headers={"If-Match": tag})
        assert answer.status_code == 422

    @pytest.mark.parametrize("tag", ["", "1", '"one"', "*", 'W/"1"', '"99999999999999999999"'])
    async def test_an_etag_that_is_none(self, ana: httpx.AsyncClient, noted: str, tag: str) -> None:
        note = (await ana.get(f"{noted}/note")).json()
        answer = await ana.put(f"{noted}/note", json=as_edit(note), headers={"If-Match": tag})
        assert answer.status_code == 422

    async def test_written_again(self, site: Site, ana: httpx.AsyncClient) -> None:
        address = await new_note(site, ana)
        wish = {"template": "follow-up", "instruction": "Solo lo nuevo."}
        answer = await ana.post(f"{address}/note/regenerate", json=wish)
        assert (answer.status_code, answer.json()["status"]) == (202, "writing")
        await site.finished(answer.json()["id"])
        note = (await ana.get(f"{address}/note")).json()
        assert (note["version"], note["template"]) == (2, "follow-up")
        assert note["unfollowed"] == ["Solo lo nuevo."]

    async def test_one_section_written_again(self, site: Site, ana: httpx.AsyncClient) -> None:
        address = await new_note(site, ana)
        read = await ana.get(f"{address}/note")
        edit = as_edit(read.json())
        first, second = (section["key"] for section in edit["sections"][:2])
        for section in edit["sections"]:
            section["statements"] = [{"text": f"A mano en {section['key']}."}]
        await ana.put(f"{address}/note", json=edit, headers={"If-Match": read.headers["ETag"]})
        answer = await ana.post(f"{address}/note/regenerate", json={"section": first})
        await site.finished(answer.json()["id"])
        texts = {
            section["key"]: [one["text"] for one in section["statements"]]
            for section in (await ana.get(f"{address}/note")).json()["sections"]
        }
        assert " ".join(texts[first]) == WHOLE
        assert texts[second] == [f"A mano en {second}."]

    @pytest.mark.parametrize("wish", [{"template": "none such"}, {"section": "none such"}])
    async def test_a_rewriting_that_cannot_be(self, ana: httpx.AsyncClient, noted: str, wish: Json) -> None:
        assert (await ana.post(f"{noted}/note/regenerate", json=wish)).status_code == 422

    @pytest.mark.parametrize(
        ("format", "media_type", "extension"),
        [
            ("text", "text/plain", "txt"),
            ("markdown", "text/markdown", "md"),
            ("json", "application/json", "json"),
        ],
    )
    async def test_exports(
        self, ana: httpx.AsyncClient, noted: str, format: str, media_type: str, extension: str
    ) -> None:
        answer = await ana.get(f"{noted}/note/export", params={"format": format})
        assert answer.headers["Content-Type"].startswith(media_type)
        assert answer.headers["Content-Disposition"].endswith(f'.{extension}"')
        assert "El paciente presenta dolor abdominal." in answer.text


class TestFindingsAndSigning:
    async def test_what_is_found_is_settled_and_then_the_note_is_signed(
        self, site: Site, ana: httpx.AsyncClient
    ) -> None:
        address = await new_note(site, ana)
        read = await ana.get(f"{address}/note")
        edit = as_edit(read.json())
        statements = edit["sections"][0]["statements"]
        edit["sections"][0]["statements"] = [
            one | {"text": one["text"].replace(DRUG, "analgesia")} for one in statements
        ] + [{"text": "Pesa un kilo más.", "evidence": [{"utterance_id": 0, "first": 0, "last": 1}]}]
        saved = await ana.put(f"{address}/note", json=edit, headers={"If-Match": read.headers["ETag"]})
        tag = saved.headers["ETag"]
        assert saved.json()["open_findings"] == 2

        refused = await ana.post(f"{address}/note/sign", headers={"If-Match": tag})
        assert (refused.status_code, refused.json()["code"]) == (409, "findings_open")

        items = (await ana.get(f"{address}/findings", headers={"Accept-Language": "en"})).json()["items"]
        omitted, invented = sorted(items, key=lambda one: one["kind"])
        assert (omitted["kind"], omitted["quote"], omitted["state"]) == ("omitted", DRUG, "open")
        assert omitted["message"].startswith("The file was cut")
        assert invented["statement_id"] in {one["id"] for one in saved.json()["sections"][0]["statements"]}

        dismiss = f"{address}/findings/{omitted['id']}/dismiss"
        assert (await ana.post(dismiss, json={"reason": " "})).status_code == 422
        dismissed = (await ana.post(dismiss, json={"reason": "Ya figura en la historia."})).json()
        assert (dismissed["state"], dismissed["reason"]) == ("dismissed", "Ya figura en la historia.")
        resolved = await ana.post(f"{address}/findings/{invented['id']}/resolve")
        assert resolved.json()["state"] == "resolved"
        assert (await ana.post(f"{address}/findings/999999/resolve")).status_code == 404

        # What was settled stays settled in the next version; the rest is looked at anew.
        edit = as_edit(saved.json())
        saved = await ana.put(f"{address}/note", json=edit, headers={"If-Match": tag})
        assert saved.json()["open_findings"] == 0

        assert (await ana.post(f"{address}/note/addenda", json={"text": "x"})).status_code == 409
        assert (await ana.post(f"{address}/note/sign")).status_code == 428
        assert (await ana.post(f"{address}/note/sign", headers={"If-Match": '"1"'})).status_code == 412
        signed = await ana.post(f"{address}/note/sign", headers={"If-Match": saved.headers["ETag"]})
        assert signed.status_code == 200
        assert (signed.json()["signed_by"], bool(signed.json()["signed_at"])) == ("ana", True)
        await self.nothing_changes_any_more(ana, address, signed)
        await self.an_addendum(ana, address, signed.json())

    async def nothing_changes_any_more(
        self, ana: httpx.AsyncClient, address: str, signed: httpx.Response
    ) -> None:
        assert (await ana.get(address)).json()["status"] == "signed"
        finding = (await ana.get(f"{address}/findings")).json()["items"][0]["id"]
        tag = {"If-Match": signed.headers["ETag"]}
        for answer in (
            await ana.put(f"{address}/note", json=as_edit(signed.json()), headers=tag),
            await ana.post(f"{address}/note/sign", headers=tag),
            await ana.post(f"{address}/note/regenerate", json={}),
            await ana.post(f"{address}/findings/{finding}/resolve"),
            await ana.patch(f"{address}/transcript/utterances/0", json={"text": "x"}),
            await ana.patch(
                f"{address}/transcript/speakers", json={"speaker": "patient", "becomes": "clinician"}
            ),
            await ana.patch(address, json={"instruction": "x"}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (409, "note_signed")

    async def an_addendum(self, ana: httpx.AsyncClient, address: str, signed: Json) -> None:
        first = await ana.post(f"{address}/note/addenda", json={"text": "Llama: toma 1 g."})
        assert first.status_code == 201, first.text
        second = (await ana.post(f"{address}/note/addenda", json={"text": "Y sin fiebre."})).json()
        assert second["version"] == signed["version"] + 2
        *before, addendum = second["sections"]
        assert addendum["title"] == "Adenda"
        assert [one["text"] for one in addendum["statements"]] == ["Llama: toma 1 g.", "Y sin fiebre."]
        assert [section["title"] for section in before] == [one["title"] for one in signed["sections"]]
        kept = (await ana.get(f"{address}/note/versions/{signed['version']}")).json()
        assert kept["sections"] == signed["sections"]
        assert (await ana.get(address)).json()["status"] == "signed"

    async def test_what_the_clinician_adds_by_hand_counts_as_noted(
        self, site: Site, ana: httpx.AsyncClient
    ) -> None:
        address = await new_note(site, ana)
        read = await ana.get(f"{address}/note")
        edit = as_edit(read.json())
        for section in edit["sections"]:
            section["statements"] = []
        edit["sections"][0]["statements"] = [{"text": f"Se pauta {DRUG} 1 g."}]
        saved = await ana.put(f"{address}/note", json=edit, headers={"If-Match": read.headers["ETag"]})
        assert saved.json()["open_findings"] == 0


async def test_what_is_saved_is_said_to_be_though_its_files_cannot_be_written(
    site: Site, ana: httpx.AsyncClient
) -> None:
    address = await new_note(site, ana)
    name = address.split("/")[-1]
    folder, away = site.settings.notes_folder, site.settings.notes_folder.with_name("away")
    read = await ana.get(f"{address}/note")
    folder.rename(away)
    try:
        edit, tag = as_edit(read.json()), {"If-Match": read.headers["ETag"]}
        saved = await ana.put(f"{address}/note", json=edit, headers=tag)
        signed = await ana.post(f"{address}/note/sign", headers={"If-Match": saved.headers["ETag"]})
        added = await ana.post(f"{address}/note/addenda", json={"text": "Llama el laboratorio."})
    finally:
        away.rename(folder)
    assert [answer.status_code for answer in (saved, signed, added)] == [200, 200, 201]
    assert "Llama el laboratorio." not in (folder / f"{name}.md").read_text()
    await file_note(site.wiring.database, site.wiring.notes, name)
    assert "Llama el laboratorio." in (folder / f"{name}.md").read_text()


async def test_deleting_leaves_no_file(site: Site, ana: httpx.AsyncClient) -> None:
    address = await new_note(site, ana)
    name = address.split("/")[-1]
    folders = (site.settings.upload_folder, site.settings.notes_folder, site.settings.work_folder)
    assert any(list(folder.glob(f"{name}*")) for folder in folders)
    await ana.delete(address)
    assert not any(list(folder.glob(f"{name}*")) for folder in folders if folder.exists())


async def test_delete_my_data(site: Site) -> None:
    name = await site.noted("se-va")
    other = await site.noted("se-queda")
    async with site.caller("se-va") as leaving, site.caller("se-queda") as staying:
        await leaving.post("/v1/vocabulary", json={"text": "evolocumab"})
        assert (await leaving.delete("/v1/profile")).status_code == 204
        assert (await leaving.get("/v1/consultations")).json()["items"] == []
        assert (await leaving.get("/v1/vocabulary")).json()["items"] == []
        assert (await staying.get(f"/v1/consultations/{other}")).status_code == 200
    for folder in (site.settings.upload_folder, site.settings.notes_folder):
        assert not list(folder.glob(f"{name}*"))
        assert list(folder.glob(f"{other}*"))


def as_edit(note: Json) -> Json:
    return {
        "sections": [
            {
                "key": section["key"],
                "title": section["title"],
                "statements": [{"id": one["id"], "text": one["text"]} for one in section["statements"]],
            }
            for section in note["sections"]
        ]
    }


def digest(data: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:"
