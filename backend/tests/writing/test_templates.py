"""The built-in templates, and the clinician's instruction."""

from collections.abc import Set
from pathlib import Path

import pytest

from medic_scribe.evaluation.case import read_case
from medic_scribe.templates.builtin import builtin_template, builtin_templates
from medic_scribe.writing.contract import NoteRequest, SectionSpec, TemplateSpec, Topic
from medic_scribe.writing.extractive import ExtractiveNoteEngine
from medic_scribe.writing.extractive.engine import note_lines
from medic_scribe.writing.extractive.note.instruction import follow, infer_topics
from tests.writing.dialogues import dialogue

DATA = Path(__file__).parents[1] / "data" / "consultations"
FAR = frozenset((Topic.FAMILY, Topic.SOCIAL, Topic.HABITS))
VISIT = dialogue(
    "M: ¿Qué lo trae? / P: Me duele la rodilla derecha desde hace dos semanas. / M: ¿Alergias? /"
    " P: A la penicilina. / M: ¿Fuma? / "
    "P: Diez al día. / M: Tensión 130 sobre 80. La rodilla está hinchada. Es una artrosis de"
    " rodilla. Le doy paracetamol de un gramo "
    "cada ocho horas y le pido una radiografía de rodilla. Nos vemos en dos semanas. Si tiene"
    " fiebre, venga a urgencias."
)


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_topic_has_a_home_in_every_template(language: str) -> None:
    for template in builtin_templates(language):
        homes = [topic for section in template.sections for topic in section.topics]
        assert sorted(homes) == sorted(Topic), template.key
        assert len({section.key for section in template.sections}) == len(template.sections)


@pytest.mark.parametrize("key", [template.key for template in builtin_templates()])
def test_no_statement_is_lost_between_templates(key: str) -> None:
    def said(template: str) -> set[str]:
        sections = ExtractiveNoteEngine().write(NoteRequest(VISIT, builtin_template(template))).sections
        return {statement.text for section in sections for statement in section.statements}

    assert said(key) == said("soap")


def test_a_template_that_lacks_a_section_still_holds_all() -> None:
    template = TemplateSpec(
        "own", "Propia", (SectionSpec("a", "Motivo de consulta"), SectionSpec("b", "Plan"))
    )
    sections = ExtractiveNoteEngine().write(NoteRequest(VISIT, template)).sections
    assert "130/80" in "".join(s.text for section in sections for s in section.statements)


def test_sections_named_in_the_instruction_come_in_their_order() -> None:
    wish = follow("Secciones: Plan, Exploración y Motivo de consulta", builtin_template("free-text"))
    assert [section.title for section in wish.template.sections] == [
        "Plan",
        "Exploración",
        "Motivo de consulta",
    ]
    assert wish.unfollowed == ()


@pytest.mark.parametrize(
    ("instruction", "kept", "gone"),
    [
        ("Solo el plan", "plan", "subjective"),
        ("Sin exploración ni resultados", "plan", "objective"),
    ],
)
def test_sections_can_be_asked_for_and_left_out(instruction: str, kept: str, gone: str) -> None:
    keys = [s.key for s in follow(instruction, builtin_template("soap")).template.sections]
    assert kept in keys
    assert gone not in keys


def test_prose_joins_the_lines_with_all_their_evidence() -> None:
    sections = (
        ExtractiveNoteEngine().write(NoteRequest(VISIT, builtin_template("soap"), "En párrafos")).sections
    )
    plan = next(section for section in sections if section.key == "plan")
    assert len(plan.statements) == 1
    assert "radiografía" in plan.statements[0].text
    assert "Urgencias" in plan.statements[0].text or "urgencias" in plan.statements[0].text


def test_brief_is_shorter() -> None:
    soap = builtin_template("soap")
    assert follow("Breve", soap).length < follow("", soap).length


@pytest.mark.parametrize(
    "instruction", ["Menciona el color del gorro", "Añade el código CIE-10 de cada diagnóstico"]
)
def test_what_is_not_understood_is_handed_back_word_for_word(instruction: str) -> None:
    assert follow(f"Solo el plan. {instruction}.", builtin_template("soap")).unfollowed == (instruction,)


@pytest.mark.parametrize(
    ("instruction", "topics"),
    [
        ("Resume los síntomas", {Topic.ILLNESS}),
        ("Céntrate en las alergias y en la medicación", {Topic.ALLERGIES, Topic.MEDICATION}),
        ("Extrae los datos más importantes de los antecedentes familiares", {Topic.FAMILY, Topic.HISTORY}),
        ("Resume los síntomas en una tabla", set[Topic]()),
        ("Prioriza lo que diga el hijo", set[Topic]()),
    ],
)
def test_what_matters_most_is_shortened_last(instruction: str, topics: set[Topic]) -> None:
    wish = follow(instruction, builtin_template("soap"))
    assert wish.stressed >= topics
    assert wish.unfollowed == (() if topics else (instruction,))


def test_of_a_stressed_topic_nothing_is_left_out_of_a_short_note() -> None:
    utterances = read_case(DATA / "cardiology.json").utterances

    def words(length: float, stressed: Set[Topic] = frozenset()) -> int:
        return sum(line.words for line in note_lines(utterances, length, stressed) if line.topic in FAR)

    assert words(0.6) < words(0.6, FAR) == words(4.0)


@pytest.mark.parametrize(
    "instruction",
    [
        "",
        "Resumir la consulta",
        "Nota SOAP en español",
        "en viñetas",
        "Haz un resumen de la consulta médica",
        "Por favor, genera un resumen clínico estructurado de la conversación entre médico y paciente",
    ],
)
def test_what_every_note_does_is_followed(instruction: str) -> None:
    assert follow(instruction, builtin_template("soap")).unfollowed == ()


def test_topics_are_inferred_from_a_title() -> None:
    assert Topic.ALLERGIES in infer_topics("Alergias")
    assert Topic.EXAMINATION in infer_topics("Exploración física")
    assert infer_topics("Firma") == ()
