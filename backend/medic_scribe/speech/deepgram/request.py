"""What Deepgram is asked: the same for a recording and a live stream.

Sources: developers.deepgram.com, reference of `POST /v1/listen` and `WSS /v1/listen`, and deepgram-sdk 7.17.
"""

from collections.abc import Iterable
from typing import TypedDict

from medic_scribe.speech.contract import SpeechHints

# Over 500 tokens of key terms a request is refused and a live stream goes silent. How Deepgram counts tokens
# is not published: one for two bytes is more than tokenizers need, and a margin is left besides.
MOST_TOKENS = 450
MOST_TERMS = 100
BYTES_A_TOKEN = 2


class Asked(TypedDict):
    """Texts, because a live stream's address is built from them: `True` would be sent as `True`."""

    model: str
    language: str
    keyterm: list[str]
    diarize_model: str
    punctuate: str
    smart_format: str
    numerals: str
    mip_opt_out: str


def asked(model: str, hints: SpeechHints) -> Asked:
    """The language is always named: without one Deepgram takes Spanish for English and may say nothing.

    `mip_opt_out`: what is said here is not used to train a model.
    """
    return {
        "model": model,
        "language": language(model, hints.language),
        "keyterm": key_terms(hints.key_terms),
        "diarize_model": "latest",
        "punctuate": "true",
        "smart_format": "true",
        "numerals": "true",
        "mip_opt_out": "true",
    }


def language(model: str, wanted: str) -> str:
    """nova-3-medical knows Spanish only among all its languages at once."""
    return "multi" if model.startswith("nova-3-medical") and not wanted.startswith("en") else wanted


def key_terms(terms: Iterable[str]) -> list[str]:
    """As many as Deepgram takes for sure, most important first; each as one phrase without commas."""
    taken: list[str] = []
    tokens = 0
    for term in dict.fromkeys(_phrase(term) for term in terms):
        cost = count_tokens(term)
        if term and len(taken) < MOST_TERMS and tokens + cost <= MOST_TOKENS:
            taken.append(term)
            tokens += cost
    return taken


def count_tokens(term: str) -> int:
    """At least as many as Deepgram may count."""
    return sum(-(-len(word.encode()) // BYTES_A_TOKEN) for word in term.split()) + 1


def _phrase(term: str) -> str:
    return " ".join("".join(" " if c in ",;:\r\n" else c for c in term).split())
