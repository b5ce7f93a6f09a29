"""The safety check catches notes that were changed, and is quiet on those that were not."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from medic_scribe.clinical.check import check
from medic_scribe.evaluation.case import read_case
from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.templates.builtin import builtin_template
from medic_scribe.writing.contract import Evidence, FindingKind, NoteRequest, Section, Statement
from medic_scribe.writing.extractive import ExtractiveNoteEngine

DATA = Path(__file__).parents[1] / "data" / "consultations"
CASES = [read_case(path) for path in sorted(DATA.glob("*.json"))]

TURNS = (
    (Speaker.CLINICIAN, "¿Es alérgico a algo?"),
    (Speaker.PATIENT, "Sí, a la penicilina, me salieron ronchas."),
    (Speaker.PATIENT, "Me duele la rodilla derecha desde hace tres semanas y no he tenido fiebre."),
    (Speaker.PATIENT, "Mi papá tuvo tuberculosis."),
    (Speaker.CLINICIAN, "Le doy naproxeno de 500 miligramos cada doce horas. La presión, 142 sobre 88."),
    (Speaker.CLINICIAN, "Si tiene fiebre, venga a urgencias. Nos vemos, control en dos semanas."),
)
UTTERANCES = [Utterance(number, who, text) for number, (who, text) in enumerate(TURNS)]


def _whole(number: int) -> Evidence:
    return Evidence(number, 0, len(TURNS[number][1].split()))


RIGHT = {
    "Alergia a la penicilina (ronchas).": (_whole(0), _whole(1)),
    "Dolor de rodilla derecha desde hace 3 semanas.": (_whole(2),),
    "Niega fiebre.": (_whole(2),),
    "Padre con tuberculosis.": (_whole(3),),
    "Naproxeno 500 mg cada 12 horas.": (_whole(4),),
    "TA 142/88 mmHg.": (_whole(4),),
    "Acudir a urgencias si fiebre.": (_whole(5),),
    "Control en 2 semanas.": (_whole(5),),
}

CHANGED = [
    ("Niega fiebre.", "Refiere fiebre.", "polarity_differs"),
    (
        "Dolor de rodilla derecha desde hace 3 semanas.",
        "Dolor de rodilla izquierda desde hace 3 semanas.",
        "side_not_heard",
    ),
    (
        "Dolor de rodilla derecha desde hace 3 semanas.",
        "Dolor de rodilla derecha desde hace 5 semanas.",
        "number_not_heard",
    ),
    ("Naproxeno 500 mg cada 12 horas.", "Naproxeno 250 mg cada 12 horas.", "dose_not_heard"),
    ("Naproxeno 500 mg cada 12 horas.", "Ibuprofeno 500 mg cada 12 horas.", "drug_not_heard"),
    ("Padre con tuberculosis.", "Antecedente de tuberculosis.", "person_differs"),
    ("TA 142/88 mmHg.", "TA 124/88 mmHg.", "number_not_heard"),
    ("Control en 2 semanas.", "Hematuria macroscópica con coágulos abundantes.", "not_heard"),
    ("Alergia a la penicilina (ronchas).", None, "allergy_omitted"),
    ("Naproxeno 500 mg cada 12 horas.", None, "drug_omitted"),
    ("TA 142/88 mmHg.", None, "measurement_omitted"),
    ("Acudir a urgencias si fiebre.", None, "warning_omitted"),
    ("Control en 2 semanas.", None, "follow_up_omitted"),
]


def _note(changed: str = "", to: str | None = None) -> list[Section]:
    texts = {to if text == changed else text: evidence for text, evidence in RIGHT.items()}
    return [
        Section("note", "Nota", tuple(Statement(text, evidence) for text, evidence in texts.items() if text))
    ]


def test_a_right_note_has_no_findings() -> None:
    assert check(_note(), UTTERANCES) == ()


@pytest.mark.parametrize(("line", "to", "code"), CHANGED)
def test_every_change_is_found(line: str, to: str | None, code: str) -> None:
    assert code in {finding.code for finding in check(_note(line, to), UTTERANCES)}


def test_findings_point_at_statement_or_words() -> None:
    for finding in (
        *check(_note("Niega fiebre.", "Refiere fiebre."), UTTERANCES),
        *check(_note("TA 142/88 mmHg."), UTTERANCES),
    ):
        assert finding.evidence
        assert (finding.statement is not None) is (finding.kind is FindingKind.UNSUPPORTED)


def test_a_dose_without_its_unit_is_a_finding() -> None:
    said = [Utterance(0, Speaker.CLINICIAN, "Hoy le aplicamos la inmunoglobulina anti-D de 300.")]
    line = Statement("Inmunoglobulina anti-D 300.", (Evidence(0, 0, 8),))
    assert [f.code for f in check([Section("plan", "Plan", (line,))], said)] == ["dose_without_unit"]


def test_quiet_on_the_extractive_engines_own_notes() -> None:
    counts = [len(check(_written(case.utterances), case.utterances)) for case in CASES]
    assert sum(counts) / len(counts) < 3


MUTATIONS: dict[str, Callable[[str], str]] = {
    "polarity": lambda text: re.sub(r"^Niega ", "Refiere ", text),
    "number": lambda text: re.sub(r"\d{2,}", lambda found: str(int(found.group()) * 3 + 7), text, count=1),
    "side": lambda text: (
        re.sub(r"derech", "izquierd", text) if "izquierd" not in text else re.sub(r"izquierd", "derech", text)
    ),
}


@pytest.mark.parametrize(("kind", "least"), [("polarity", 0.4), ("number", 0.95), ("side", 0.5)])
def test_share_of_changes_caught_in_whole_notes(kind: str, least: float) -> None:
    """Each statement that the change alters is checked alone; how many of them are caught."""
    made = caught = 0
    for case in CASES:
        for section in _written(case.utterances):
            for index, statement in enumerate(section.statements):
                text = MUTATIONS[kind](statement.text)
                if text == statement.text:
                    continue
                altered = Section(section.key, section.title, (replace(statement, text=text),))
                before = {
                    f.code
                    for f in check([replace(altered, statements=(statement,))], case.utterances)
                    if f.statement
                }
                after = {f.code for f in check([altered], case.utterances) if f.statement}
                made += 1
                caught += bool(after - before)
                assert index >= 0
    assert made
    assert caught >= least * made, (caught, made)


def _written(utterances: tuple[Utterance, ...]) -> tuple[Section, ...]:
    return ExtractiveNoteEngine().write(NoteRequest(utterances, builtin_template("soap"))).sections
