"""What came of `make bench-live`, as a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from rich.table import Table

from bench.http_load import percentile
from bench.process_use import Use
from bench.report import Row, table_of

TO_NOTE, DELAY, WORSE = 3.0, 5.0, 0.01


@dataclass(frozen=True, slots=True)
class Consultation:
    """Seconds from stop to note and to the end of each step, and of each utterance from its end to its text.

    `error`: words in words.
    """

    to_note: float
    steps: Mapping[str, float]
    delays: Sequence[float]
    error: float
    most_behind: int


@dataclass(frozen=True, slots=True)
class LiveResults:
    seconds: float
    at_once: int
    played: Sequence[Consultation]
    batch_error: float
    use: Use


def live_table(results: LiveResults) -> Table:
    return table_of(_rows(results))


def _rows(results: LiveResults) -> Iterator[Row]:
    played = results.played
    notes = sorted(one.to_note for one in played)
    delays = sorted(delay for one in played for delay in one.delays)
    yield Row(
        "consultations",
        f"{len(played)} of {results.seconds / 60:g} min, {results.at_once} at once",
    )
    yield Row("stop to note, p50", f"{percentile(notes, 50):.2f} s")
    yield _most("stop to note, p95", percentile(notes, 95), TO_NOTE)
    yield Row(
        "stop to each step's end, p50",
        ", ".join(f"{step} {done:.2f} s" for step, done in _steps(played)),
    )
    yield Row("end of an utterance to its text, p50", f"{percentile(delays, 50):.2f} s")
    yield _most("end of an utterance to its text, p95", percentile(delays, 95), DELAY)
    yield Row("farthest behind", f"{max(one.most_behind for one in played)} s")
    live, batch = fmean(one.error for one in played), results.batch_error
    yield Row("word errors, sent whole", f"{batch:.1%}")
    yield Row(
        "word errors, live",
        f"{live:.1%}",
        f"≤ {batch + WORSE:.1%}",
        live <= batch + WORSE,
    )
    yield Row("processor, share of all cores", f"{results.use.cpu_share:.0%}")
    yield Row("processor, taken by others on the same host", f"{results.use.stolen_share:.0%}")
    memory = results.use.memory_mb
    if memory:
        places = [int(share * (len(memory) - 1)) for share in (0, 0.25, 0.5, 0.75, 1)]
        yield Row(
            "memory over time, MB",
            " ".join(f"{memory[place]:,.0f}" for place in places),
        )


def _steps(played: Sequence[Consultation]) -> Iterator[tuple[str, float]]:
    for step in played[0].steps:
        yield step, percentile(sorted(one.steps[step] for one in played), 50)


def _most(what: str, value: float, target: float) -> Row:
    return Row(what, f"{value:.2f} s", f"≤ {target:g} s", value <= target)
