"""The results as a table: what was measured, what came of it and what it should be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich import box
from rich.table import Table

from bench.http_load import Load
from bench.notes import Comparison, LongRun
from bench.websocket_load import Delivery

RATIO_TARGET = 1.10
MEMORY_TARGET_MB = 1200.0


@dataclass(frozen=True, slots=True)
class Results:
    """`two_hours` is left out of a quick run."""

    first_answer_seconds: dict[str, float]
    http: dict[str, Load]
    websockets: Delivery
    note: Comparison
    two_hours: LongRun | None


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    value: str
    target: str = ""
    met: bool | None = None


def table(results: Results) -> Table:
    return table_of(_rows(results))


def table_of(rows: Iterable[Row]) -> Table:
    shown = Table(box=box.SIMPLE_HEAD)
    for name in ("measure", "result", "target", ""):
        shown.add_column(name)
    for row in rows:
        shown.add_row(
            row.what, row.value, row.target, {True: "[green]met", False: "[red]missed", None: ""}[row.met]
        )
    return shown


def _rows(results: Results) -> Iterator[Row]:
    yield from _note_rows(results.note)
    if results.two_hours:
        yield from _long_rows(results.two_hours)
    for database, seconds in results.first_answer_seconds.items():
        yield Row(f"start to first answer, {database} database", f"{seconds:.2f} s")
    for path, load in results.http.items():
        value = f"{load.requests_a_second:,.0f}/s (p50 {load.p50_ms:.1f} ms, p99 {load.p99_ms:.1f} ms)"
        yield Row(f"GET {path}", value)
    sockets = results.websockets
    value = f"p50 {sockets.p50_ms:.0f} ms, p99 {sockets.p99_ms:.0f} ms"
    yield Row(f"one event to {sockets.sockets:,} WebSockets", value)


def _note_rows(note: Comparison) -> Iterator[Row]:
    yield Row("recording to note", f"{note.note_seconds:.1f} s for {note.audio_seconds:.0f} s of audio")
    yield Row("faster-whisper alone", f"{note.whisper_alone_seconds:.1f} s")
    yield Row("ratio", f"{note.ratio:.2f}", f"≤ {RATIO_TARGET:.2f}", note.ratio <= RATIO_TARGET)
    yield _memory("peak memory", note.note_peak_mb)
    yield Row("peak memory, faster-whisper alone", f"{note.whisper_alone_peak_mb:,.0f} MB")


def _long_rows(long: LongRun) -> Iterator[Row]:
    hours = long.audio_seconds / 3600
    yield Row(f"recording to note, {hours:.1f} hours", f"{long.seconds / 60:.1f} min")
    yield _memory(f"peak memory, {hours:.1f} hours", long.peak_mb)


def _memory(what: str, megabytes: float) -> Row:
    return Row(what, f"{megabytes:,.0f} MB", f"≤ {MEMORY_TARGET_MB:,.0f} MB", megabytes <= MEMORY_TARGET_MB)
