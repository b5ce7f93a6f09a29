"""`bin/kamal-check`: Kamal validates, sets up, deploys and rolls back; this shows what Docker was asked."""

import asyncio
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.deploy.kamal.stage import Phase, stage

# What a command is for, by the words that it begins with.
MEANINGS = (
    (("buildx", "build"), "build the image and push it"),
    (("pull",), "fetch the image"),
    (("run", "kamal-proxy"), "the proxy, which owns ports 80 and 443"),
    (("start", "kamal-proxy"), "the proxy, if it is there already"),
    (("run", "-db"), "the database"),
    (("run", "migrate"), "bring the database up to date, before anything of the new version starts"),
    (("run",), "a container of the new version, beside the old one"),
    (("kamal-proxy", "deploy"), "once it is well, requests go to it; the old one finishes what it has"),
    (("stop",), "the old container"),
    (("tag",), "the newest version's name"),
)

console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)


async def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        async with stage(Path(folder)) as set_up:
            first = await set_up.new_version()
            _show("kamal config", await set_up.kamal("config"))
            phases = [_show("kamal setup", await set_up.kamal("setup"))]
            await set_up.new_version()
            phases.append(_show("kamal deploy", await set_up.kamal("deploy")))
            phases.append(_show("bin/rollback", await set_up.run("bin/rollback", first)))
    return max(phase.code for phase in phases)


def _show(name: str, phase: Phase) -> Phase:
    console.print(f"\n[bold]{name}[/] ended with {phase.code}")
    if phase.code:
        console.print(phase.output, markup=False)
    table = Table("on the", "docker", "what for")
    for where, *arguments in phase.asked:
        meaning = next((told for words, told in MEANINGS if _is(arguments, words)), None)
        if meaning:
            table.add_row(where, _short(arguments), meaning)
    if table.row_count:
        console.print(table)
    return phase


def _is(arguments: list[str], words: tuple[str, ...]) -> bool:
    return all(any(word == one or one.endswith(word) for one in arguments) for word in words)


def _short(arguments: list[str]) -> str:
    return " ".join(one[:60] for one in arguments if not one.startswith(("--log", "max-size")))[:400]


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
