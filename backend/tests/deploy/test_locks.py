"""The images are built from packages of which the tests ran the same versions."""

import re
import tomllib

from tests.docs.documents import ROOT

BACKEND = ROOT / "backend"
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", flags=re.MULTILINE)


def test_what_runs_in_production_is_what_was_tested() -> None:
    production, everything = (_pinned(f"requirements{kind}.lock") for kind in (".production", ""))
    assert production.items() <= everything.items(), "run `make lock`"


def test_nothing_that_the_program_needs_is_left_out() -> None:
    project = tomllib.loads((BACKEND / "pyproject.toml").read_text())["project"]
    needed = {re.split(r"[\[<>=~! ;]", one)[0] for one in project["dependencies"]}
    assert needed <= _pinned("requirements.production.lock").keys(), "run `make lock`"


def _pinned(lock: str) -> dict[str, str]:
    return dict(PINNED.findall((BACKEND / lock).read_text()))
