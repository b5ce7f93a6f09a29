"""What holds for every note, whatever was said."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medic_scribe.clinical import find_medications, read
from medic_scribe.clinical.numbers import ONES
from medic_scribe.evaluation.case import Case, read_case
from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.templates.builtin import builtin_template
from medic_scribe.writing.contract import NoteRequest
from medic_scribe.writing.extractive import ExtractiveNoteEngine
from tests.writing.dialogues import dialogue, lines, sections

DATA = Path(__file__).parents[1] / "data" / "consultations"
CASES = [read_case(path) for path in sorted(DATA.glob("*.json"))]

WORDS = st.sampled_from(
    "no sí tengo fiebre tos dolor desde hace dos días ¿tiene me duele la cabeza, perdón, cuarenta miligramos "
    "ibuprofeno mi mamá presión 140 sobre 90. si empeora urgencias nada ni nunca le doy espere…"
    " cada ocho ... ¿?".split()
)
SPOKEN = st.lists(st.tuples(st.sampled_from(list(Speaker)), st.lists(WORDS, max_size=12)), max_size=8)


@given(SPOKEN)
@settings(max_examples=80, deadline=None)
def test_any_dialogue_gives_a_note_with_valid_evidence(spoken: list[tuple[Speaker, list[str]]]) -> None:
    utterances = [Utterance(n, who, " ".join(words)) for n, (who, words) in enumerate(spoken)]
    for section in sections(utterances).values():
        for statement in section.statements:
            for evidence in statement.evidence:
                words = utterances[evidence.utterance_id].text.split()
                assert 0 <= evidence.first < evidence.last <= len(words)


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_never_raises(text: str) -> None:
    sections([Utterance(0, Speaker.UNKNOWN, text)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_number_was_said(case: Case) -> None:
    said = " ".join(f"{read(u.text).text} {u.text}" for u in case.utterances)
    figures = {_plain(figure) for figure in re.findall(r"\d+(?:[.,]\d+)?", said)} | {"0", "1", "2"}
    figures |= {m.dose for u in case.utterances for m in find_medications(read(u.text))}  # "la de cien"
    figures |= {str(ONES[word]) for word in re.findall(r"\w+", said) if word in ONES}  # "ferritina nueve"
    for section in sections(case.utterances).values():
        for statement in section.statements:
            for figure in re.findall(r"\d+(?:[.,]\d+)?", statement.text):
                assert _plain(figure) in figures, statement.text


def _plain(figure: str) -> str:
    return figure.replace(",", ".").removesuffix(".0")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_keeps_within_half_of_the_transcript(case: Case) -> None:
    words = sum(len(u.text.split()) for u in case.utterances)
    written = sum(
        len(s.text.split()) for section in sections(case.utterances).values() for s in section.statements
    )
    assert written <= 0.5 * words


@pytest.mark.parametrize(
    "broken_off", ["O sea,", "Así que", "Y", "¿Y?", "…", "El de", "Está en 150, así que"]
)
@pytest.mark.parametrize("speaker", ["M", "P"])
def test_a_sentence_that_breaks_off_stops_no_note(speaker: str, broken_off: str) -> None:
    asked = "M: ¿Cuánto acenocumarol toma? / P: Medio de lunes a viernes."
    assert any("marea" in line for line in lines(f"{asked} / {speaker}: {broken_off} / P: Y me mareo."))


@pytest.mark.parametrize("speaker", list(Speaker))
@pytest.mark.parametrize(
    "text",
    [
        "El paciente presenta dolor abdominal",
        "Paciente masculino de 45 años presenta dolor torácico opresivo de 2 horas de evolución",
    ],
)
def test_a_dictated_sentence_is_a_note(text: str, speaker: Speaker) -> None:
    subjective = sections([Utterance(0, speaker, text)])["subjective"]
    assert " ".join(text.split()[2:]) in subjective.statements[0].text


def test_a_dictated_note_finds_its_sections() -> None:
    text = (
        "Varón de 60 años, acude por disnea de tres días. Niega dolor torácico. TA 150/90. A la"
        " exploración, crepitantes "
        "bibasales. Diagnóstico: insuficiencia cardíaca. Se inicia furosemida 40 mg cada 12 horas. Si"
        " empeora, acudir a urgencias."
    )
    found = {
        key: " ".join(s.text for s in section.statements)
        for key, section in sections(dialogue(f"M: {text}")).items()
    }
    assert "disnea" in found["subjective"]
    assert "Niega dolor torácico" in found["subjective"]
    assert "TA 150/90 mmHg" in found["objective"]
    assert "insuficiencia cardíaca" in found["assessment"]
    assert "furosemida 40 mg" in found["plan"]
    assert "urgencias" in found["plan"]


def test_courtesies_are_no_note() -> None:
    assert (
        lines(
            "M: Buenos días, pase, siéntese. / P: Buenos días, doctora. / M: Que le vaya bien. / P: Gracias."
        )
        == []
    )


def test_sections_come_as_they_are_written() -> None:
    seen: list[str] = []
    request = NoteRequest(dialogue("M: ¿Tiene tos? / P: No."), builtin_template("soap"))
    draft = ExtractiveNoteEngine().write(request, lambda section: seen.append(section.key))
    assert seen == [section.key for section in draft.sections]


def test_development_cases_are_invented_and_small() -> None:
    assert CASES
    assert all(len(json.dumps(path.read_text(encoding="utf-8"))) < 2_000_000 for path in DATA.glob("*.json"))
