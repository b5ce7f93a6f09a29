"""What is no recording and what is too large is refused in words; what is just small enough is taken."""

import http.client
import struct
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx

from medic_scribe.verification.deployment import (
    API,
    PROBLEM,
    Deployment,
    expect_problem,
    expect_status,
    json_of,
)
from medic_scribe.verification.points import Failed, Skipped

UPLOAD = f"{API}/transcribe-and-summarize/"
MB = 1024 * 1024
RATE = 8000
SAMPLES = 4000
BOUNDARY = "medic-scribe-verify"
PIECE = 256 * 1024
LETTER = b"%PDF-1.7\nThis is no recording.\n" * 40


def not_audio(deployment: Deployment) -> None:
    person = deployment.person()
    answer = deployment.client.post(
        UPLOAD,
        files={"audio_file": ("carta.pdf", LETTER, "application/pdf")},
        data={"user_id": person.user_id, "prompt_instruction": ""},
        headers=person.headers,
    )
    expect_problem(answer, 415)


def too_large_by_far(deployment: Deployment) -> None:
    """Refused by its announced size, unread, by whoever is first in the way."""
    size = (deployment.wish.limit_mb + 3) * MB
    person = deployment.person()
    parts = urlsplit(deployment.url)
    if deployment.is_https:
        line = http.client.HTTPSConnection(parts.netloc, timeout=60, context=deployment.trust)
    else:
        line = http.client.HTTPConnection(parts.netloc, timeout=60)
    try:
        line.putrequest("POST", UPLOAD)
        for name, value in {**person.headers, **_form_headers(size)}.items():
            line.putheader(name, value)
        line.endheaders(_form_start(person.user_id))
        answer = line.getresponse()
        if answer.status != 413:
            raise Failed("status", path=UPLOAD, found=answer.status, expected=413)
        if PROBLEM not in (answer.headers["Content-Type"] or ""):
            raise Failed("not_problem", path=UPLOAD)
    finally:
        line.close()


def largest(deployment: Deployment) -> None:
    """A file of exactly the limit is taken, whatever the form around it adds."""
    answer = _send(deployment, deployment.wish.limit_mb * MB)
    expect_status(answer, 202)
    deployment.made.append(json_of(answer)["consultation_id"])


def one_byte_more(deployment: Deployment) -> None:
    expect_problem(_send(deployment, deployment.wish.limit_mb * MB + 1), 413)


def _send(deployment: Deployment, size: int) -> httpx.Response:
    """A recording of half a second in a file of `size` bytes: it costs its way, but no time to transcribe."""
    if deployment.wish.quick:
        raise Skipped("quick")
    person = deployment.person()
    start, end = _form_start(person.user_id), f"\r\n--{BOUNDARY}--\r\n".encode()

    def form() -> Iterator[bytes]:
        yield start
        yield from _wave(size)
        yield end

    headers = {**person.headers, **_form_headers(len(start) + size + len(end)), "Prefer": "respond-async"}
    return deployment.client.post(UPLOAD, content=form(), headers=headers, timeout=600)


def _form_headers(size: int) -> dict[str, str]:
    return {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Content-Length": str(size)}


def _form_start(user_id: str) -> bytes:
    return (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="user_id"\r\n\r\n{user_id}\r\n'
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="audio_file"; filename="a.wav"\r\n'
        "Content-Type: audio/wav\r\n\r\n"
    ).encode()


def _wave(size: int) -> Iterator[bytes]:
    """Half a second of silence, and a chunk that players skip up to `size` bytes."""
    silence = bytes(2 * SAMPLES)
    start = (
        b"RIFF"
        + struct.pack("<I", size - 8)
        + b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, RATE, 2 * RATE, 2, 16)
        + b"data"
        + struct.pack("<I", len(silence))
        + silence
    )
    left = size - len(start) - 8
    yield start + b"JUNK" + struct.pack("<I", left)
    nothing = bytes(PIECE)
    while left > 0:
        yield nothing[:left]
        left -= PIECE
