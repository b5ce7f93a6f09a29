"""What goes wrong with Deepgram, as one of our errors. No text of its goes on: it may quote what was said."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import httpx
from deepgram.core.api_error import ApiError
from deepgram.core.parse_error import ParsingError
from websockets.exceptions import InvalidStatus, WebSocketException

from medic_scribe.errors import (
    EngineUnavailable,
    MedicScribeError,
    SpeechCreditSpent,
    SpeechKeyRejected,
    SpeechRequestRefused,
)

ATTEMPTS = 4
LONGEST_WAIT = 30.0  # seconds for which we wait because Deepgram asks us to
FIRST_WAIT = 1.0  # seconds, doubled each time, where it does not say

TOO_MANY = 429

# All that the SDK raises: what it says itself, and what it lets through.
FAILURES = (ApiError, ParsingError, httpx.HTTPError, WebSocketException, OSError, ValueError)

Result = TypeVar("Result")


def patiently(ask: Callable[[], Result], wait: Callable[[float], object]) -> Result:
    """`ask`, again where Deepgram is busy or fails, after as long as it says. Raises our errors."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return ask()
        except FAILURES as error:
            seconds = waiting_time(error, attempt)
            if seconds is None or seconds > LONGEST_WAIT or attempt == ATTEMPTS:
                raise ours(error) from None
        wait(seconds)
    raise EngineUnavailable


def ours(error: Exception) -> MedicScribeError:
    """By the status of HTTP. Where there is none, no answer came or none that could be read."""
    match status_of(error):
        case 401 | 403:
            return SpeechKeyRejected()
        case 402:
            return SpeechCreditSpent()
        case 400 | 404 | 405 | 411 | 413 | 414 | 415 | 422:
            return SpeechRequestRefused()
        case _:
            return EngineUnavailable()


def waiting_time(error: Exception, attempt: int) -> float | None:
    """Seconds until it makes sense to ask again; None where it makes none."""
    if isinstance(error, httpx.TimeoutException):
        return None  # it was waited for long enough
    status = status_of(error)
    if isinstance(error, (httpx.HTTPError, OSError)) or status == TOO_MANY or (status or 0) >= 500:
        told = _retry_after(error)
        return FIRST_WAIT * 2 ** (attempt - 1) if told is None else told
    return None


def status_of(error: BaseException) -> int | None:
    if isinstance(error, (ApiError, ParsingError)):
        return error.status_code
    if isinstance(error, InvalidStatus):
        return error.response.status_code
    return None


def _retry_after(error: BaseException) -> float | None:
    """As seconds; None where it is not told so."""
    for name, value in _headers(error).items():
        if name.lower() == "retry-after" and value.strip().isdecimal():
            return float(value)
    return None


def _headers(error: BaseException) -> Mapping[str, str]:
    """Of the answer. For a stream that was refused the SDK gives the request's own in their place."""
    refusal = error if isinstance(error, InvalidStatus) else error.__context__
    if isinstance(refusal, InvalidStatus):
        return refusal.response.headers
    return getattr(error, "headers", None) or {}
