"""What the language models that cost money were given to read and wrote. Counted in this process, since it
started."""

from dataclasses import dataclass

from prometheus_client import Counter

TOKENS = Counter(
    "medic_scribe_note_tokens",
    "Tokens sent to a language model and received from it",
    ["engine", "way"],
    registry=None,
)
COST = Counter(
    "medic_scribe_note_cost_dollars",
    "What those tokens cost by the prices that were set, in US dollars",
    ["engine"],
    registry=None,
)
FALLBACKS = Counter(
    "medic_scribe_note_fallbacks",
    "Notes that the embedded engine wrote because the language model could not",
    ["engine", "reason"],
    registry=None,
)
COUNTERS = (TOKENS, COST, FALLBACKS)


@dataclass(frozen=True, slots=True)
class Meter:
    """Prices in US dollars a million tokens; 0 where they are not known, and then only tokens are counted."""

    engine: str
    input_price: float = 0.0
    output_price: float = 0.0

    def count(self, read: int, written: int) -> None:
        TOKENS.labels(self.engine, "read").inc(read)
        TOKENS.labels(self.engine, "written").inc(written)
        if self.input_price or self.output_price:
            COST.labels(self.engine).inc((read * self.input_price + written * self.output_price) / 1_000_000)
