"""`make bench`: measures everything in one run, prints a table and writes bench/results.json."""

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from bench.machine import describe_machine
from bench.notes import Notes
from bench.report import Results, table
from bench.service import Service

HERE = Path(__file__).parent
CONSULTATION = HERE / "consultation.opus"  # acted: an invented patient, synthetic voices
RESULTS = HERE / "results.json"

console = Console(highlight=False)


def main() -> None:
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--audio", type=Path, default=CONSULTATION)
    options.add_argument("--quick", action="store_true", help="fewer rounds and no two-hour recording")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="medic-scribe-bench-") as folder:
        results = measure(given.audio, Path(folder), quick=given.quick)
    console.print(table(results))
    RESULTS.write_text(json.dumps(as_json(results), indent=2) + "\n")
    console.print(f"Written to {RESULTS}")


def measure(audio: Path, folder: Path, *, quick: bool) -> Results:
    tell("the server, without speech")
    service = Service(folder)
    answers, loads, delivery = service.first_answers(), service.loads(), service.delivery()
    notes = Notes(folder, tell)
    return Results(
        first_answer_seconds=answers,
        http=loads,
        websockets=delivery,
        note=notes.compare(audio, rounds=2 if quick else 3),
        two_hours=None if quick else notes.long_recording(audio),
    )


def as_json(results: Results) -> dict[str, object]:
    return {"machine": describe_machine(), **asdict(results)}


def tell(what: str) -> None:
    console.print(f"[dim]measuring {what}…[/]")


if __name__ == "__main__":
    main()
