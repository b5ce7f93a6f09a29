"""What Deepgram accepts, of what it documents for `/v1/listen`."""

from collections.abc import Mapping, Sequence

BOTH = {
    *("callback", "callback_method", "detect_entities", "diarize", "diarize_model", "dictation", "encoding"),
    *("extra", "keyterm", "keywords", "language", "language_hint", "mip_opt_out", "model", "multichannel"),
    *("numerals", "profanity_filter", "punctuate", "redact", "replace", "search", "smart_format", "tag"),
    "version",
}
RECORDED = BOTH | {
    *("custom_intent", "custom_intent_mode", "custom_topic", "custom_topic_mode", "detect_language"),
    *("filler_words", "intents", "measurements", "paragraphs", "sentiment", "summarize", "topics"),
    *("utterances", "utt_split"),
}
LIVE = BOTH | {
    *("channels", "endpointing", "interim_results", "sample_rate", "utterance_end_ms", "vad_events"),
}
FLAGS = {"punctuate", "smart_format", "numerals", "mip_opt_out", "utterances", "interim_results", "diarize"}
MODELS = {
    "nova-3": {"es", "es-419", "en", "multi"},
    "nova-3-medical": {"en", "multi"},
}
MOST_TOKENS = 500
MOST_BYTES = 2 << 30

Query = Mapping[str, Sequence[str]]


def complaint(query: Query, *, live: bool) -> str | None:
    """Why the request is refused; None where it is fine."""
    if unknown := set(query) - (LIVE if live else RECORDED):
        return f"unknown parameters {sorted(unknown)}"
    for flag in FLAGS & set(query):
        if query[flag][0] not in {"true", "false"}:
            return f"{flag} is neither true nor false"
    model = query.get("model", [""])[0]
    if model not in MODELS:
        return "no such model"
    if query.get("language", ["en"])[0] not in MODELS[model]:
        return "the model does not know this language"
    if query.get("diarize_model", ["latest"])[0] not in {"latest", "v1", *(() if live else ("v2",))}:
        return "no such diarizer"
    if not live and tokens(query) > MOST_TOKENS:
        return "Keyterm limit exceeded"
    if live and (query.get("encoding") != ["linear16"] or query.get("sample_rate") != ["16000"]):
        return "not what the recogniser knows"
    return None


def tokens(query: Query) -> int:
    """A guess, as everybody's: a token for three letters."""
    return sum(-(-len(word) // 3) for term in query.get("keyterm", ()) for word in term.split())


def understands(query: Query) -> bool:
    """Without a language it listens for English, and in Spanish hears next to nothing."""
    return query.get("language", ["en"])[0] in {"es", "es-419", "multi"}


def wanted(query: Query, name: str) -> bool:
    return query.get(name) == ["true"]
