"""The upload is read as a stream: driven here byte by byte, without a server."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from medic_scribe.edge.uploads import FORM_MARGIN, RecordingForm, limited_body
from medic_scribe.errors import BadRequest, RecordingTooLong

MEGABYTE = 1024 * 1024
BOUNDARY = "frontera"


class Sender:
    """Sends `body` in pieces and counts how many were taken."""

    def __init__(self, body: bytes, piece: int = 64 * 1024) -> None:
        self.pieces = [body[i : i + piece] for i in range(0, len(body), piece)] or [b""]
        self.taken = 0

    async def __call__(self) -> Message:
        body = self.pieces[self.taken]
        self.taken += 1
        return {"type": "http.request", "body": body, "more_body": self.taken < len(self.pieces)}


def request(sender: Sender, *, length: int | None = None, media_type: str | None = None) -> Request:
    headers = [(b"content-type", (media_type or f"multipart/form-data; boundary={BOUNDARY}").encode())]
    if length is not None:
        headers.append((b"content-length", str(length).encode()))
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, sender)


def part(name: str, value: bytes, filename: str | None = None) -> bytes:
    disposition = f'form-data; name="{name}"' + (f'; filename="{filename}"' if filename else "")
    return f"--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\n\r\n".encode() + value + b"\r\n"


END = f"--{BOUNDARY}--\r\n".encode()


async def collected(stream: AsyncIterator[bytes]) -> bytes:
    return b"".join([data async for data in stream])


async def read(body: bytes, *, limit: int = MEGABYTE, piece: int = 64 * 1024) -> tuple[bytes, dict[str, str]]:
    form = RecordingForm(request(Sender(body, piece)), "audio_file", limit)
    return await collected(form.file()), form.fields


async def test_fields_before_and_after_the_file() -> None:
    body = (
        part("user_id", b"ana")
        + part("audio_file", b"sonido", "a.wav")
        + part("extra", "años".encode())
        + END
    )
    assert await read(body) == (b"sonido", {"user_id": "ana", "extra": "años"})


@given(data=st.binary(max_size=2000), piece=st.integers(1, 97))
async def test_any_bytes_in_any_pieces_arrive_as_sent(data: bytes, piece: int) -> None:
    body = part("user_id", b"ana") + part("audio_file", data, "a.wav") + END
    assert await read(body, piece=piece) == (data, {"user_id": "ana"})


async def test_exactly_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    assert len((await read(part("audio_file", bytes(MEGABYTE), "a") + END))[0]) == MEGABYTE
    with pytest.raises(RecordingTooLong) as refused:
        await read(part("audio_file", bytes(MEGABYTE + 1), "a") + END)
    assert refused.value.params == {"limit": 1}


async def test_it_stops_reading_where_the_limit_is_passed() -> None:
    sender = Sender(part("audio_file", bytes(50 * MEGABYTE), "a") + END)
    with pytest.raises(RecordingTooLong):
        await collected(RecordingForm(request(sender), "audio_file", MEGABYTE).file())
    assert sender.taken <= MEGABYTE // (64 * 1024) + 2


async def test_an_honest_length_over_the_limit_is_refused_unread() -> None:
    sender = Sender(b"")
    form = RecordingForm(request(sender, length=MEGABYTE + FORM_MARGIN + 1), "audio_file", MEGABYTE)
    with pytest.raises(RecordingTooLong):
        await collected(form.file())
    assert sender.taken == 0


async def test_a_length_that_lies_does_not_help() -> None:
    sender = Sender(part("audio_file", bytes(2 * MEGABYTE), "a") + END)
    with pytest.raises(RecordingTooLong):
        await collected(RecordingForm(request(sender, length=10), "audio_file", MEGABYTE).file())


@pytest.mark.parametrize(
    ("declared", "filename", "media_type"),
    [
        ("audio/webm;codecs=opus", "a.wav", "audio/webm;codecs=opus"),
        ("application/octet-stream", "consulta.mp3", "audio/mpeg"),
        (None, "consulta.wav", "audio/x-wav"),
        (None, "sin extensión", None),
    ],
)
async def test_what_the_client_says_of_the_file(
    declared: str | None, filename: str, media_type: str | None
) -> None:
    content_type = f"\r\nContent-Type: {declared}" if declared else ""
    disposition = f'Content-Disposition: form-data; name="audio_file"; filename="{filename}"'
    body = f"--{BOUNDARY}\r\n{disposition}{content_type}\r\n\r\nsonido\r\n".encode() + END
    form = RecordingForm(request(Sender(body)), "audio_file", MEGABYTE)
    assert await anext(form.file()) == b"sonido"
    assert form.media_type == media_type


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (part("user_id", b"ana") + END, "audio_file"),
        (part("audio_file", b"not a file, a field") + END, "audio_file"),
        (part("audio_file", b"1", "a") + part("audio_file", b"2", "b") + END, "audio_file"),
        (part("audio_file", b"cut off", "a"), "body"),
        (b"no form at all", "body"),
        (part("note", bytes(100_000)) + part("audio_file", b"1", "a") + END, "body"),
    ],
)
async def test_a_broken_form_is_refused(body: bytes, field: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await read(body)
    assert refused.value.params == {"field": field}


async def test_what_stands_around_the_file_is_limited_too() -> None:
    endless = b"".join(part(f"f{n}", b"") for n in range(60_000)) + part("audio_file", b"1", "a") + END
    with pytest.raises(RecordingTooLong):
        await read(endless)


@pytest.mark.parametrize("media_type", ["application/json", "multipart/form-data", "text/plain; boundary=x"])
def test_what_is_no_form_is_refused(media_type: str) -> None:
    with pytest.raises(HTTPException) as refused:
        RecordingForm(request(Sender(b""), media_type=media_type), "audio_file", MEGABYTE)
    assert refused.value.status_code == 415


async def test_a_plain_body_has_the_same_limit() -> None:
    assert len(await collected(limited_body(request(Sender(bytes(MEGABYTE))), MEGABYTE))) == MEGABYTE
    with pytest.raises(RecordingTooLong):
        await collected(limited_body(request(Sender(bytes(MEGABYTE + 1))), MEGABYTE))
    with pytest.raises(RecordingTooLong):
        await collected(limited_body(request(Sender(b""), length=MEGABYTE + 1), MEGABYTE))
