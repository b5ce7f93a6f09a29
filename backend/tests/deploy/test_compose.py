"""Compose and the images: what ties them to each other and to the program."""

import re
from typing import Any

import pytest
import yaml

from medic_scribe.settings import Settings
from tests.docs.documents import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
LONG_RUNNING = sorted(name for name, service in SERVICES.items() if not service.get("profiles"))
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()


def test_the_services_are_those_of_the_plan() -> None:
    assert LONG_RUNNING == ["api", "frontend", "nginx", "postgres", "worker"]


@pytest.mark.parametrize("name", LONG_RUNNING)
def test_a_service_can_do_no_more_than_it_must(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["restart"] == "unless-stopped"
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory"}


def test_only_the_edge_is_reached_from_outside_and_by_default_from_this_machine_only() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(published) == {"nginx"}
    assert all(port.startswith("${LISTEN_ON:-127.0.0.1}:") for port in published["nginx"])
    assert COMPOSE["networks"]["edge"]["internal"] is True
    assert SERVICES["postgres"]["network_mode"] == "none"


def test_targets_and_words_exist() -> None:
    targets = set(re.findall(r"^FROM .* AS (\S+)$", DOCKERFILE, flags=re.MULTILINE))
    built = {service["build"]["target"] for service in SERVICES.values() if "build" in service}
    assert built <= targets
    words = set(re.findall(r"^  ([a-z]+)\)", (DEPLOY / "start").read_text(), flags=re.MULTILINE))
    commands = {SERVICES[name]["command"][0] for name in ("api", "worker", "frontend", "nginx")}
    assert commands == words


def test_settings_of_the_program_are_named_right() -> None:
    known = {name.upper() for name in Settings.model_fields}
    given: set[str] = set(SERVICES["api"]["environment"])
    assert given <= known
    of_the_image = re.findall(r"\b([A-Z_]+)=", DOCKERFILE.partition("ENV PATH")[2].partition("USER")[0])
    assert set(of_the_image) <= known | {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "LANG"}


def test_everything_that_is_written_outlives_its_container() -> None:
    for name in ("api", "worker"):
        mounted = {volume.partition(":")[2]: volume.partition(":")[0] for volume in SERVICES[name]["volumes"]}
        folders = {
            SERVICES[name]["environment"][key] for key in ("VAR_FOLDER", "UPLOAD_FOLDER", "NOTES_FOLDER")
        }
        assert folders <= set(mounted)
        assert set(mounted.values()) <= set(COMPOSE["volumes"])


def test_no_stage_has_a_health_check() -> None:
    """A worker would inherit it: it listens on no port."""
    assert "HEALTHCHECK" not in DOCKERFILE
