"""A consultation that Deepgram hears while it is recorded, over the real server."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from medic_scribe.speech.decode import decode
from tests.api.conftest import Site, serving, settings_for_tests
from tests.api.live import chunks_of, recording
from tests.clouds.deepgram import KEY, Behaviour, Deepgram, Recogniser, deepgram, known_words

AUDIO = Path(__file__).parents[1] / "data" / "audio"
SPOKEN = known_words(AUDIO / "consultation.tsv")
OGG = "audio/ogg;codecs=opus"

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(frozen=True)
class Heard:
    site: Site
    cloud: Deepgram


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def heard(
    new_database: Callable[[str, Path], AbstractContextManager[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncGenerator[Heard]:
    folder = tmp_path_factory.mktemp("site")
    samples = decode(AUDIO / "consultation.opus", folder / "consultation.pcm").path.read_bytes()
    with ExitStack() as stack:
        cloud = stack.enter_context(deepgram(Recogniser(samples, SPOKEN)))
        url = stack.enter_context(new_database("sqlite", folder))
        chosen = {"speech_engine": None, "deepgram_api_key": KEY, "deepgram_base_url": cloud.url}
        async with serving(settings_for_tests(folder, url, **chosen)) as site:
            yield Heard(site, cloud)


@pytest.mark.parametrize("drops", [0, 2])
async def test_the_words_come_while_it_is_recorded_and_none_is_lost(heard: Heard, drops: int) -> None:
    cloud = heard.cloud
    cloud.behaviour = Behaviour(drop_after=9.0, drops=drops)
    cloud.streams.clear()
    cloud.requests.clear()
    chunks = chunks_of((AUDIO / "consultation.opus").read_bytes(), 12)
    async with recording(heard.site, f"vivo-{drops}") as recorder:
        for number, chunk in enumerate(chunks):
            (await recorder.send(number, chunk, OGG)).raise_for_status()
        await recorder.until("utterances", piece=1)
        before_the_end = (await recorder.get("/transcript"))["utterances"]
        assert before_the_end[0]["text"].startswith("Buenos días, Antonio")
        assert (await recorder.finish(len(chunks), OGG)).status_code == 202
        await recorder.until("summary_ready")
        utterances = (await recorder.get("/transcript"))["utterances"]
        shown = recorder.heard()

    assert [one["text"] for one in utterances] == shown
    assert " ".join(shown).split() == [word.text for word in SPOKEN]
    assert len(cloud.streams) >= drops + 1
    assert cloud.behaviour.drops == 0
    if not drops:
        assert {one["speaker"] for one in utterances} == {"clinician", "patient"}
        assert cloud.streams[0].messages[-1] == "CloseStream"
        assert cloud.requests == []
