"""The note engine against llama.cpp's real server. The protocol is under test, not the prose."""

import json
import os
import subprocess
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from medic_scribe.errors import NoteServiceFailed
from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.templates.builtin import builtin_template
from medic_scribe.writing.contract import NoteRequest, Section, TemplateSpec
from medic_scribe.writing.openai_compatible import OpenAINoteEngine, Service
from medic_scribe.writing.openai_compatible.failures import ContextTooSmall
from medic_scribe.writing.openai_compatible.service import Dialect
from medic_scribe.writing.usage import TOKENS

SAID = (
    Utterance(0, Speaker.CLINICIAN, "¿Tiene fiebre?"),
    Utterance(1, Speaker.PATIENT, "No, doctora. Tengo tos desde ayer y me duele la garganta."),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Generator[Service]:
    script = Path(__file__).with_name("model_server.py")
    folder = tmp_path_factory.mktemp("model")
    with subprocess.Popen(
        [os.environ["MODEL_PYTHON"], script, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http"), "the server did not start"
        yield Service("gemma", base_url=f"{address}/v1", timeout=300, context=4_000, retries=0)
        process.kill()


def test_an_answer_has_the_form_of_its_schema_and_comes_piece_by_piece(service: Service) -> None:
    schema = {
        "type": "object",
        "properties": {
            "side": {"type": "string", "enum": ["left", "right"]},
            "ids": {"type": "array", "items": {"type": "integer"}, "maxItems": 2},
        },
        "required": ["side", "ids"],
        "additionalProperties": False,
    }
    heard: list[str] = []
    answer = service.ask([{"role": "user", "content": "Left or right? And ids 1, 2."}], schema, heard.append)
    told = json.loads(answer)
    assert told["side"] in {"left", "right"}
    assert all(isinstance(number, int) for number in told["ids"])
    assert heard
    assert service.dialect == Dialect(), "it took everything that it was asked for"


def test_a_note_has_the_sections_asked_for_and_evidence_that_exists(service: Service) -> None:
    """Or there is none: a model as small as this may find nothing to say, or no end."""
    template = TemplateSpec("own", "Motivo", builtin_template("soap").sections[:1])
    before = _tokens()
    sections: tuple[Section, ...] = ()
    reason = ""
    try:
        sections = OpenAINoteEngine(service).write(NoteRequest(SAID, template)).sections
    except NoteServiceFailed as failure:
        reason = str(failure.params["reason"])
    assert reason in {"", "unusable", "too_long"}
    assert [section.key for section in sections] == ([] if reason else ["subjective"])
    for statement in (one for section in sections for one in section.statements):
        assert all(evidence.utterance_id in {0, 1} for evidence in statement.evidence)
    assert _tokens() > before + 300


def test_what_does_not_fit_is_understood_as_such(service: Service) -> None:
    """By the server's own words."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {},
        "required": [],
        "additionalProperties": False,
    }
    with pytest.raises(ContextTooSmall):
        service.ask([{"role": "user", "content": "Me duele la cabeza. " * 3_000}], schema)


def _tokens() -> float:
    return sum(
        sample.value
        for metric in TOKENS.collect()
        for sample in metric.samples
        if sample.name.endswith("_total")
    )
