"""What Whisper is told to expect: the clinician's own words, then sentences of a consultation."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from medic_scribe.speech.contract import SpeechHints

MOST_TOKENS = 223  # half of Whisper's context, less the token that begins it


def prompt(hints: SpeechHints, count_tokens: Callable[[str], int]) -> str:
    """As much as Whisper can hold, most important first."""
    terms: list[str] = []
    sentences: list[str] = []
    for term in dict.fromkeys(term.strip() for term in hints.key_terms):
        if term and count_tokens(_written([*terms, term], [])) <= MOST_TOKENS:
            terms.append(term)
    for sentence in _sentences(hints.language):
        if count_tokens(_written(terms, [*sentences, sentence])) <= MOST_TOKENS:
            sentences.append(sentence)
    return _written(terms, sentences)


def _written(terms: list[str], sentences: list[str]) -> str:
    vocabulary = ", ".join(terms)
    return " ".join([*([f"{vocabulary[0].upper()}{vocabulary[1:]}."] if vocabulary else []), *sentences])


@cache
def _sentences(language: str) -> tuple[str, ...]:
    path = files("medic_scribe.speech") / "data" / f"prompt_{language}.txt"
    if not path.is_file():
        return ()
    return tuple(line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
