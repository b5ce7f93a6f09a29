"""Stands in for Docker, on the server and on the builder: writes down what it is asked, remembers containers.

It knows only what Kamal asks. At anything else it ends with 125, so that a Kamal that asks more is noticed.
A container's id is written down as its name. Kamal asks for several roles at once: one answer at a time.
Its files lie in the folder that STAGE names; WHERE says which of the two machines this is.
"""

import fcntl
import json
import os
import re
import sys
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

HELPLESS = 125
SERVICE = "medic-scribe"
FLAGS = ("--detach", "--rm")  # the options of `docker run` that take no value


@dataclass
class Container:
    id: str
    name: str
    image: str
    labels: list[str]
    running: bool = True


class Docker:
    def __init__(self, containers: list[Container]) -> None:
        self.containers = containers

    def answer(self, arguments: list[str]) -> list[str] | None:
        """The lines to print; None where a real Docker would fail."""
        match arguments:
            case ["-v" | "--version"]:
                return ["Docker version 28.2.2, build 0000000"]
            case ["login" | "pull" | "tag" | "exec" | "buildx" | "network" | "image", *_]:
                return []
            case ["container", "rm" | "create" | "cp" | "prune", *_]:
                return []
            case ["run", *rest]:
                return self._run(rest)
            case ["container", "start", name] | ["start", name]:
                return self._turn(name, running=True)
            case ["stop", *_, name]:
                return self._turn(name, running=False)
            case ["rename", name, new]:
                return self._rename(name, new)
            case ["inspect", *rest]:
                return self._inspect(rest)
            case ["container", "ls", *rest] | ["ps", *rest]:
                return self._listed(rest)
            case _:
                return _helpless(arguments)

    def _run(self, rest: list[str]) -> list[str] | None:
        if not all(Path(file).exists() for file in _values(rest, "--env-file")):
            return None
        if "--detach" not in rest:
            return []
        identity = f"{len(self.containers) + 1:012x}"
        name, labels = _values(rest, "--name")[0], _values(rest, "--label")
        self.containers.append(Container(identity, name, _image(rest), labels))
        return [identity]

    def _turn(self, name: str, *, running: bool) -> list[str] | None:
        found = self._named(name)
        if found is None:
            return None
        found.running = running
        return [name]

    def _rename(self, name: str, new: str) -> list[str] | None:
        found = self._named(name)
        if found is None:
            return None
        found.name = new
        return []

    def _inspect(self, rest: list[str]) -> list[str] | None:
        form = [*_values(rest, "--format"), *_values(rest, "-f")][0]
        if "Labels.service" in form:  # of an image
            return [SERVICE]
        found = next((one for one in map(self._named, rest) if one), None)
        if found is None:
            return None
        if "State" in form:
            return ["running" if found.running else "exited"]
        return [found.image] if form == "{{.Config.Image}}" else _helpless(rest)

    def _listed(self, rest: list[str]) -> list[str]:
        found = [one for one in self.containers if _passes(one, _values(rest, "--filter"))]
        if not {"--all", "-a"} & set(rest):
            found = [one for one in found if one.running]
        if "--latest" in rest:
            found = found[-1:]
        by_id = {"--quiet", "-q"} & set(rest)
        return [one.id if by_id else one.name for one in found]

    def _named(self, name: str) -> Container | None:
        return next((one for one in self.containers if name in (one.name, one.id)), None)


def _passes(container: Container, filters: list[str]) -> bool:
    """Filters of one kind are alternatives, except for labels."""
    labels = [_label(one) for one in container.labels]
    states = [one.removeprefix("status=") for one in filters if one.startswith("status=")]
    for one in filters:
        kind, _, value = one.partition("=")
        match kind:
            case "name" if not re.search(value, container.name):
                return False
            case "label" if _label(value) not in labels:
                return False
            case "name" | "label" | "status" | "ancestor":
                pass
            case _:
                _helpless(filters)
    return not states or ("running" if container.running else "exited") in states


def _label(text: str) -> str:
    """`destination` and `destination=` are the same."""
    return text.removesuffix("=")


def _image(rest: list[str]) -> str:
    place = 0
    while rest[place].startswith("-"):
        place += 1 if rest[place] in FLAGS else 2
    return rest[place]


def _values(arguments: list[str], option: str) -> list[str]:
    return [value for one, value in pairwise(arguments) if one == option]


def _helpless(arguments: list[str]) -> list[str]:
    print(f"this Docker has no answer to {arguments}", file=sys.stderr)
    sys.exit(HELPLESS)


def main(stage: Path, where: str, arguments: list[str]) -> int:
    with (stage / "asked.jsonl").open("a") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        kept = stage / "containers.json"
        docker = Docker([Container(**one) for one in json.loads(kept.read_text())] if kept.exists() else [])
        names = {one.id: one.name for one in docker.containers}
        log.write(json.dumps([where, *(names.get(one, one) for one in arguments)]) + "\n")
        lines = docker.answer(arguments)
        kept.write_text(json.dumps([asdict(one) for one in docker.containers]))
    if lines is None:
        return 1
    print("".join(f"{line}\n" for line in lines), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(os.environ["STAGE"]), os.environ["WHERE"], sys.argv[1:]))
