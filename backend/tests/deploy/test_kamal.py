"""Kamal itself, from the first setup to a rollback, against a server that writes down what it is asked."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy.kamal.stage import SECRETS, Phase, stage

ROLES = ("web", "api", "worker")
REGISTRY = "registry.hospital.example"


@dataclass(frozen=True, slots=True)
class Story:
    versions: tuple[str, str]
    accepted: dict[str, Phase]
    setup: Phase
    deploy: Phase
    rollback: Phase
    nowhere: Phase
    secrets_of_api: str


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return asyncio.run(_story(tmp_path_factory.mktemp("kamal")))


async def _story(folder: Path) -> Story:
    async with stage(folder) as set_up:
        accepted = {
            "": await set_up.kamal("config"),
            REGISTRY: await set_up.kamal("config", KAMAL_REGISTRY_SERVER=REGISTRY),
        }
        first = await set_up.new_version()
        setup = await set_up.kamal("setup")
        second = await set_up.new_version()
        deploy = await set_up.kamal("deploy")
        return Story(
            (first, second),
            accepted,
            setup,
            deploy,
            rollback=await set_up.run("bin/rollback", first),
            nowhere=await set_up.run("bin/rollback", "0000000"),
            secrets_of_api=set_up.server_file(".kamal/apps/medic-scribe/env/roles/api.env"),
        )


@pytest.mark.parametrize(("registry", "prefix"), [("", ""), (REGISTRY, f"{REGISTRY}/")])
def test_kamal_accepts_the_configuration(story: Story, registry: str, prefix: str) -> None:
    accepted = story.accepted[registry]
    assert accepted.code == 0, accepted.output
    assert f":repository: {prefix}hospital/medic-scribe\n" in accepted.output


def test_every_phase_goes_through(story: Story) -> None:
    for phase in (story.setup, story.deploy, story.rollback):
        assert phase.code == 0, phase.output


def test_the_image_is_built_from_the_shipped_dockerfile(story: Story) -> None:
    (build,) = [asked for asked in story.setup.asked if asked[:3] == ["builder", "buildx", "build"]]
    assert build[build.index("--file") + 1] == "deploy/Dockerfile"
    assert f"hospital/medic-scribe:{story.versions[0]}" in build


@pytest.mark.parametrize("phase", ["setup", "deploy", "rollback"])
def test_a_role_takes_over_only_when_its_new_container_is_well(story: Story, phase: str) -> None:
    version = story.versions[phase == "deploy"]
    asked: Phase = getattr(story, phase)
    for role in ROLES:
        started = _place(asked, "run", f"medic-scribe-{role}-{version}")
        stopped = [place for place, one in enumerate(asked.asked) if _stops(one, role)]
        assert all(place > started for place in stopped), role
        assert bool(stopped) == (phase != "setup"), role


def test_what_the_proxy_is_told(story: Story) -> None:
    web, api = ([*one, ""] for one in story.setup.asked if "kamal-proxy" in one and "deploy" in one)
    assert {"medic-scribe-web", "--tls", "--host=scribe.hospital.example"} <= set(web)
    assert "medic-scribe-api" in api
    assert {"--path-prefix=/api", "--path-prefix=/ws", "--strip-path-prefix=false"} <= set(api)
    assert {"--buffer-requests", "--max-request-body=105906176", "--forward-headers=false"} <= set(api)
    assert {"--target-timeout=300s", "--health-check-path=/readyz"} <= set(api)
    assert "--tls" not in api


def test_the_database_opens_no_port(story: Story) -> None:
    (database,) = [one for one in story.setup.asked if one[1] == "run" and "medic-scribe-db" in one]
    assert not {"--publish", "-p"} & set(database)


def test_the_database_is_brought_up_to_date_before_a_new_version_starts_and_never_after(story: Story) -> None:
    migrated = _place(story.deploy, "run", "migrate")
    assert migrated < min(_place(story.deploy, "run", f"-{role}-{story.versions[1]}") for role in ROLES)
    for phase in (story.setup, story.rollback):
        assert not any("migrate" in one for one in phase.asked)


def test_a_rollback_starts_the_version_asked_for(story: Story) -> None:
    images = {
        one for asked in story.rollback.asked for one in asked if one.startswith("hospital/medic-scribe:")
    }
    assert f"hospital/medic-scribe:{story.versions[0]}" in images


def test_a_rollback_to_what_is_not_there_fails(story: Story) -> None:
    assert story.nowhere.code != 0
    assert not any(one[1] == "run" for one in story.nowhere.asked)


def test_secrets_stay_secret(story: Story) -> None:
    phases = (story.setup, story.deploy, story.rollback)
    shown = "".join(phase.output for phase in phases)
    # `docker login` takes the registry's password as an argument; there is no other way in Kamal.
    told = " ".join(one for phase in phases for asked in phase.asked if asked[1] != "login" for one in asked)
    for secret in SECRETS.values():
        assert secret not in shown
        assert secret not in told
    assert f"TOKEN_SECRET={SECRETS['TOKEN_SECRET']}\n" in story.secrets_of_api


def test_the_web_role_knows_no_secret(story: Story) -> None:
    (web,) = [
        one for one in story.setup.asked if one[1] == "run" and _named(one).startswith("medic-scribe-web-")
    ]
    assert not any("DATABASE" in one or "medic-scribe-data" in one for one in web)


def _named(asked: list[str]) -> str:
    return asked[asked.index("--name") + 1] if "--name" in asked else ""


def _place(phase: Phase, verb: str, word: str) -> int:
    return next(
        place
        for place, asked in enumerate(phase.asked)
        if asked[1] == verb and any(word in one for one in asked)
    )


def _stops(asked: list[str], role: str) -> bool:
    return asked[1] == "stop" and asked[-1].startswith(f"medic-scribe-{role}-")
