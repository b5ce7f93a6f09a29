"""A consultation that is heard while it is recorded, with the fake engines, on both databases."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe import listening
from medic_scribe.database.engine import Database
from medic_scribe.errors import EngineUnavailable
from medic_scribe.recordings import routes
from medic_scribe.recordings.models import Recording
from medic_scribe.speech.contract import Audio, Segment
from medic_scribe.speech.fake import SCRIPT, FakeSpeechEngine
from medic_scribe.turns import Rank, Turns, Unless
from medic_scribe.workbench import work_with
from medic_scribe.workers import Hosted, InThreads, Recipe
from medic_scribe.writing.contract import NoteEngine
from medic_scribe.writing.fake import FakeNoteEngine
from tests.api.conftest import WAIT, Site
from tests.api.live import Recorder, chunks_of, recorded, recording

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """As long as the fake engine has something to say."""
    return recorded(tmp_path_factory.mktemp("sound"), 2.9)


async def audio_of(recorder: Recorder) -> bytes:
    return (await recorder.client.get(f"/v1/consultations/{recorder.id}/audio")).content


async def test_what_is_said_is_there_before_the_end(site: Site, sound: bytes) -> None:
    chunks = chunks_of(sound)
    async with recording(site, "vivo") as recorder:
        await recorder.send_all(chunks[:3])
        await recorder.until("utterances", piece=0)
        transcript = await recorder.get("/transcript")
        assert SCRIPT[0] in " ".join(one["text"] for one in transcript["utterances"])
        assert not transcript["complete"]
        await recorder.send_all(chunks[3:], first=3)
        await recorder.until("utterances", piece=1)
        assert (await recorder.finish(len(chunks))).status_code == 202
        await recorder.until("summary_ready")
        transcript = await recorder.get("/transcript")
        assert transcript["complete"]
        assert [one["text"] for one in transcript["utterances"]] == recorder.heard()
        assert " ".join(recorder.heard()) == " ".join(SCRIPT)
        assert await audio_of(recorder) == sound


async def test_chunks_in_any_order_twice_and_broken(site: Site, sound: bytes) -> None:
    chunks = chunks_of(sound)
    async with recording(site, "desorden") as recorder:
        await recorder.send(2, chunks[2])
        await recorder.send(1, chunks[1])
        await recorder.send(1, chunks[1])
        refused = await recorder.client.put(
            f"/v1/consultations/{recorder.id}/recording/chunks/0",
            content=chunks[1],
            headers={"Content-Digest": "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"},
        )
        assert refused.json()["code"] == "chunk_corrupt"
        assert (await recorder.get("/transcript"))["utterances"] == []
        await recorder.send(0, chunks[0])
        await recorder.until("utterances", piece=0)
        await recorder.send_all(chunks[3:], first=3)
        await recorder.finish(len(chunks))
        await recorder.until("summary_ready")
        assert hashlib.sha256(await audio_of(recorder)).digest() == hashlib.sha256(sound).digest()
        assert " ".join(recorder.heard()) == " ".join(SCRIPT)


async def test_what_cannot_be_read_as_a_stream_waits_for_the_end(site: Site, sound: bytes) -> None:
    chunks = chunks_of(sound)
    async with recording(site, "cerrado") as recorder:
        for number, data in enumerate(chunks):
            await recorder.send(number, data[::-1], "application/octet-stream")
        assert (await recorder.finish(len(chunks))).json()["code"] == "not_audio"
        assert (await recorder.get(""))["status"] == "recording"


async def test_three_at_once(site: Site, sound: bytes) -> None:
    chunks = chunks_of(sound)

    async def one(user: str) -> list[str]:
        async with recording(site, user) as recorder:
            await recorder.send_all(chunks)
            await recorder.finish(len(chunks))
            await recorder.until("summary_ready")
            return recorder.heard()

    for heard in await asyncio.gather(*(one(f"tres-{number}") for number in range(3))):
        assert " ".join(heard) == " ".join(SCRIPT)


class Asked(Turns):
    """Tells when somebody of a rank has come to wait."""

    def __init__(self) -> None:
        super().__init__(1)
        self.asked = {rank: asyncio.Event() for rank in Rank}

    @asynccontextmanager
    async def take(self, rank: Rank, unless: Unless | None = None) -> AsyncGenerator[bool]:
        self.asked[rank].set()
        async with super().take(rank, unless) as came:
            yield came


async def test_who_stops_while_others_have_their_turns_waits_no_longer_as_one_who_talks(
    site: Site, sound: bytes
) -> None:
    parts = site.wiring.parts
    turns = Asked()
    work_with(replace(parts, turns=turns))
    try:
        async with recording(site, "turno") as recorder, asyncio.timeout(WAIT):
            chunks = chunks_of(sound)
            async with turns.take(Rank.SENT):
                await recorder.send_all(chunks)
                await turns.asked[Rank.LIVE].wait()
                await recorder.finish(len(chunks))
                await turns.asked[Rank.FINISHING].wait()
            await recorder.until("summary_ready")
            assert " ".join(recorder.heard()) == " ".join(SCRIPT)
    finally:
        work_with(parts)


async def test_the_outbox_keeps_no_words(site: Site, sound: bytes) -> None:
    chunks = chunks_of(sound)
    async with recording(site, "discreto") as recorder:
        await recorder.send_all(chunks)
        heard = await recorder.until("utterances")
        assert heard["data"]["utterances"]
        kept = (await recorder.client.get("/v1/events")).json()["items"]
        assert "utterances" not in next(one for one in kept if one["type"] == "utterances")["data"]
        await recorder.finish(len(chunks))
        await recorder.until("summary_ready")


async def test_deleted_while_it_is_recorded(site: Site, sound: bytes) -> None:
    async with recording(site, "borrado") as recorder:
        await recorder.send_all(chunks_of(sound))
        await recorder.until("utterances")
        gone = await recorder.client.delete(f"/v1/consultations/{recorder.id}")
        assert gone.status_code == 204
        assert not list(site.settings.upload_folder.glob(f"{recorder.id}*"))


async def test_a_commit_whose_answer_is_lost_loses_no_sound(
    site: Site, sound: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing, attach = Database.writing, routes.attach_recording
    attached: set[AsyncSession] = set()

    async def attaching(session: AsyncSession, *args: Any) -> Recording:
        attached.add(session)
        return await attach(session, *args)

    @asynccontextmanager
    async def unanswered(database: Database) -> AsyncGenerator[AsyncSession]:
        async with writing(database) as session:
            yield session
        if session in attached:
            raise ConnectionResetError

    async with recording(site, "sin-respuesta") as recorder:
        chunks = chunks_of(sound)
        await recorder.send_all(chunks)
        with monkeypatch.context() as patched:
            patched.setattr(routes, "attach_recording", attaching)
            patched.setattr(Database, "writing", unanswered)
            assert (await recorder.finish(len(chunks))).status_code == 500
        assert (await recorder.finish(len(chunks))).status_code == 202
        await recorder.until("summary_ready")
        assert await audio_of(recorder) == sound


class HearsAhead(FakeSpeechEngine):
    """Says what it is about to write."""

    def interim(self, audio: Audio) -> tuple[Segment, ...]:
        return (Segment("Le receto", 1.1, 1.4, ()),)


async def test_what_may_still_change_is_shown_and_kept_nowhere(site: Site, sound: bytes) -> None:
    parts = site.wiring.parts
    engine = InThreads(Recipe(HearsAhead), 1)
    work_with(replace(parts, speech_engine=engine, hears_ahead=True))
    try:
        async with recording(site, "adelanto") as recorder:
            chunks = chunks_of(sound)
            await recorder.send_all(chunks[:4])
            heard = await recorder.until("utterances", final=False)
            assert heard["id"] is None
            (said,) = heard["data"]["utterances"]
            assert said["text"] == "Le receto"
            assert said["id"] == len((await recorder.get("/transcript"))["utterances"])
            await recorder.send_all(chunks[4:], first=4)
            await recorder.finish(len(chunks))
            await recorder.until("summary_ready")
            kept = (await recorder.client.get("/v1/events")).json()["items"]
            assert all(one["data"]["final"] for one in kept if one["type"] == "utterances")
    finally:
        work_with(parts)


@dataclass
class Watched:
    """A note engine, and how many notes it was asked for."""

    engine: Hosted[NoteEngine]
    notes: int = 0

    @property
    def here(self) -> bool:
        return self.engine.here

    async def name(self) -> str:
        return await self.engine.name()

    async def call(self, method: Callable[..., Any], *args: Any) -> Any:
        self.notes += 1
        return await self.engine.call(method, *args)


@pytest.mark.parametrize(("paid", "drafts"), [(False, True), (True, False)])
async def test_the_note_is_drafted_while_people_talk_unless_drafts_are_paid_for(
    paid: bool, drafts: bool, site: Site, sound: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "DRAFT_EVERY", 0.0)
    parts = site.wiring.parts
    watched = Watched(InThreads(Recipe(FakeNoteEngine), 1) if paid else parts.note_engine)
    work_with(replace(parts, note_engine=watched))
    try:
        async with recording(site, f"borrador-{paid}") as recorder:
            chunks = chunks_of(sound)
            await recorder.send_all(chunks)
            await recorder.until("utterances", piece=1)
            await recorder.finish(len(chunks))
            await recorder.until("summary_ready")
            note = await recorder.get("/note")
    finally:
        work_with(parts)
    assert (watched.notes > 1) is drafts
    assert note["version"] == 1


class Hesitating(FakeSpeechEngine):
    """Fails at first."""

    def __init__(self) -> None:
        super().__init__(failures=[EngineUnavailable(), EngineUnavailable()])


async def test_an_engine_that_is_away_while_people_talk_costs_nothing(
    site: Site, sound: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "TRY_AGAIN_AFTER", 0.05)
    parts = site.wiring.parts
    work_with(replace(parts, speech_engine=InThreads(Recipe(Hesitating), 1)))
    try:
        async with recording(site, "reintento") as recorder:
            chunks = chunks_of(sound)
            await recorder.send_all(chunks)
            await recorder.until("utterances", piece=1)
            await recorder.finish(len(chunks))
            await recorder.until("summary_ready")
            assert " ".join(recorder.heard()) == " ".join(SCRIPT)
    finally:
        work_with(parts)


async def test_who_falls_behind_is_told_and_gets_everything(
    site: Site, sound: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "BEHIND", 0.7)
    async with recording(site, "tarde") as recorder:
        chunks = chunks_of(sound)
        await asyncio.gather(*(recorder.send(number, data) for number, data in enumerate(chunks)))
        assert (await recorder.until("behind"))["data"]["seconds"] > 0
        await recorder.finish(len(chunks))
        await recorder.until("summary_ready")
        assert " ".join(recorder.heard()) == " ".join(SCRIPT)
