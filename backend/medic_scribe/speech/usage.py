"""What the speech engines that cost money were given to hear. Counted in this process, since it started."""

from dataclasses import dataclass

from prometheus_client import Counter

SECONDS = Counter(
    "medic_scribe_speech_seconds",
    "Seconds of audio sent to a speech service",
    ["engine", "way"],
    registry=None,
)
COST = Counter(
    "medic_scribe_speech_cost_dollars",
    "What that audio costs by the price that was set, in US dollars",
    ["engine"],
    registry=None,
)
COUNTERS = (SECONDS, COST)


@dataclass(frozen=True, slots=True)
class Meter:
    """`price` in US dollars a minute; 0 where it is not known, and then only the seconds are counted."""

    engine: str
    price: float = 0.0

    def count(self, seconds: float, *, live: bool = False) -> None:
        SECONDS.labels(self.engine, "live" if live else "recorded").inc(seconds)
        if self.price:
            COST.labels(self.engine).inc(seconds / 60 * self.price)
