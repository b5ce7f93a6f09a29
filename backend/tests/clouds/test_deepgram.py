"""The stand-in refuses what Deepgram refuses, as the official SDK tells it."""

from collections.abc import Generator
from pathlib import Path

import pytest
from deepgram import DeepgramClient, DeepgramClientEnvironment
from deepgram.core.api_error import ApiError
from websockets.exceptions import ConnectionClosedError

from medic_scribe.speech.deepgram.flac import flac
from tests.clouds.deepgram import KEY, Deepgram, KnownWord, Recogniser, deepgram

SOUND = bytes(range(256)) * 250  # two seconds that are like no others
WORD = KnownWord("hola", 0.5, 1.0, "patient")


@pytest.fixture
def cloud() -> Generator[Deepgram]:
    with deepgram(Recogniser(SOUND, [WORD])) as running:
        yield running


@pytest.fixture
def client(cloud: Deepgram) -> DeepgramClient:
    sockets = cloud.url.replace("http", "ws")
    environment = DeepgramClientEnvironment(
        base=cloud.url, production=sockets, agent=sockets, agent_rest=cloud.url
    )
    return DeepgramClient(api_key=KEY, environment=environment)


@pytest.mark.parametrize(
    "options",
    [
        {"model": "nova-3", "languaje": "es"},
        {"model": "nova-3", "language": "xx"},
        {"model": "nova-3-medical", "language": "es"},
        {"model": "nova-3", "language": "es", "keyterm": ["palabra"] * 200},
        {"model": "nova-3", "language": "es", "punctuate": "sí"},
    ],
    ids=["unknown parameter", "unknown language", "not its language", "too many terms", "no flag"],
)
def test_a_wrong_request_is_refused(client: DeepgramClient, options: dict[str, str]) -> None:
    with pytest.raises(ApiError) as raised:
        client.listen.v1.media.transcribe_file(
            request=b"", request_options={"additional_query_parameters": options}
        )
    assert raised.value.status_code == 400


@pytest.mark.parametrize(
    ("terms", "patience"), [(["palabra"] * 200, 10.0), ([], 0.05)], ids=["too many terms", "silence"]
)
def test_a_stream_with_too_many_terms_or_no_sound_is_closed(
    client: DeepgramClient, cloud: Deepgram, terms: list[str], patience: float
) -> None:
    cloud.behaviour.patience = patience
    stream = client.listen.v1.connect(
        model="nova-3", language="es", encoding="linear16", sample_rate=16_000, keyterm=terms
    )
    with stream as socket, pytest.raises(ConnectionClosedError) as raised:
        socket.recv()
    assert raised.value.rcvd
    assert raised.value.rcvd.code == 1011


def test_without_a_language_it_understands_no_spanish(client: DeepgramClient, tmp_path: Path) -> None:
    sound = tmp_path / "sound.pcm"
    sound.write_bytes(SOUND)
    file = flac(sound, 0, len(SOUND) // 2)
    spanish = client.listen.v1.media.transcribe_file(request=file, model="nova-3", language="es")
    unsaid = client.listen.v1.media.transcribe_file(request=file, model="nova-3")

    assert "hola" in spanish.model_dump_json()
    assert "hola" not in unsaid.model_dump_json()
