"""What goes wrong with a language model's server, as one of our errors. No text of its goes on: it may quote
what was said."""

from enum import StrEnum

import openai

from medic_scribe.errors import NoteServiceFailed

QUOTA = "insufficient_quota"
TOO_LONG = (
    "context_length",
    "context length",
    "context size",
    "context window",
    "maximum context",
    "too many tokens",
)


class Reason(StrEnum):
    """Why there is no note of a language model. `notice.<reason>` in messages/*.toml says it to people."""

    BUSY = "busy"
    CREDIT_SPENT = "credit_spent"
    KEY_REJECTED = "key_rejected"
    REQUEST_REFUSED = "request_refused"
    FAILING = "failing"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    DECLINED = "declined"
    UNUSABLE = "unusable"
    TOO_LONG = "too_long"


class ContextTooSmall(Exception):
    """The stretch does not fit into the model's context, or its answer does not."""


def failed(reason: Reason) -> NoteServiceFailed:
    return NoteServiceFailed(reason=reason.value)


def ours(error: openai.OpenAIError) -> NoteServiceFailed:
    """After all retries."""
    if isinstance(error, openai.APITimeoutError):
        return failed(Reason.SILENT)
    if isinstance(error, openai.APIConnectionError):
        return failed(Reason.UNREACHABLE)
    if not isinstance(error, openai.APIStatusError):
        return failed(Reason.FAILING)
    match error.status_code:
        case 401 | 403:
            return failed(Reason.KEY_REJECTED)
        case 402:
            return failed(Reason.CREDIT_SPENT)
        case 429:
            return failed(Reason.CREDIT_SPENT if error.code == QUOTA else Reason.BUSY)
        case status if status >= 500 or status == 408:
            return failed(Reason.FAILING)
        case _:
            return failed(Reason.REQUEST_REFUSED)


def is_too_long(error: openai.APIStatusError) -> bool:
    """Whether the server says that the request does not fit into its model's context."""
    said = f"{error.code} {error.message}".lower()
    return any(words in said for words in TOO_LONG)
