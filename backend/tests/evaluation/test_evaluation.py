"""How notes are scored, on notes whose score is known."""

import json
from pathlib import Path

import pytest

from medic_scribe.evaluation import evaluate_folder
from medic_scribe.evaluation.case import read_case
from medic_scribe.evaluation.score import Line, is_wrong, score
from medic_scribe.writing.contract import Draft, Evidence, NoteRequest, Section, Statement

DATA = Path(__file__).parents[1] / "data" / "consultations"
CASES = [read_case(path) for path in sorted(DATA.glob("*.json"))]

CASE = {
    "utterances": [
        {"speaker": "patient", "text": "Tengo tos desde hace tres días y no tengo fiebre"},
        {"speaker": "clinician", "text": "Le doy jarabe"},
    ],
    "reference_note": {"S": "Tos de tres días, sin fiebre.", "P": "Jarabe."},
    "facts": [
        {"section": "S", "fact": "tos", "all": ["\\btos\\b", "tres|3"]},
        {"section": "S", "fact": "sin fiebre", "all": ["fiebre", "niega|sin"]},
        {"section": "P", "fact": "jarabe", "all": ["jarabe"]},
    ],
    "traps": [{"text": "fiebre", "wrong": ["^(?!.*(niega|sin)).*fiebre"], "wrong_examples": ["Fiebre"]}],
}


class Writes:
    """A note engine that always writes the same lines."""

    name = "writes"

    def __init__(self, **sections: str) -> None:
        self._sections = sections

    def write(self, request: NoteRequest, on_section: object = None) -> Draft:
        evidence = (Evidence(0, 0, 1),)
        return Draft(
            tuple(
                Section(key, key, tuple(Statement(line, evidence) for line in text.splitlines()))
                for key, text in self._sections.items()
            )
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.json").write_text(json.dumps(CASE), encoding="utf-8")
    return tmp_path


def test_facts_sections_length_and_traps(folder: Path) -> None:
    engine = Writes(subjective="Tos de 3 días.\nFiebre y jarabe.", plan="")
    result = evaluate_folder(folder, engine).cases[0]
    assert result.clean.missing == ("sin fiebre",)
    assert result.clean.misplaced == ("jarabe",)
    assert result.clean.fact_recall == pytest.approx(2 / 3)
    assert result.clean.section_recall == pytest.approx(1 / 3)
    assert result.clean.length_ratio == pytest.approx(7 / 13)
    assert result.clean.fallen == ("fiebre",)


def test_a_perfect_note_scores_one(folder: Path) -> None:
    overall = evaluate_folder(
        folder, Writes(subjective="Tos de tres días, sin fiebre.", plan="Jarabe.")
    ).to_json()["overall"]
    assert isinstance(overall, dict)
    assert (
        overall["fact_recall"] == overall["section_recall"] == overall["rouge1"] == overall["rougeL"] == 1.0
    )
    assert overall["traps"] == 0
    assert overall["as_recognised"]["fact_recall"] is None


def test_accents_do_not_cut_words_for_rouge(folder: Path) -> None:
    case = read_case(folder / "a.json")
    measured = score(case, case.utterances, [Line("S", "días")])
    assert measured.rouge1 == pytest.approx(2 / 7, abs=0.15)


def test_a_case_without_facts_counts_for_length_only(folder: Path) -> None:
    (folder / "b.json").write_text(json.dumps({"utterances": CASE["utterances"]}), encoding="utf-8")
    evaluation = evaluate_folder(folder, Writes(subjective="Tos de tres días, sin fiebre.", plan="Jarabe."))
    assert evaluation.cases[1].clean.fact_recall is None
    assert evaluation.overall(lambda case: case.clean).fact_recall == 1.0


def test_recognised_utterances_are_scored_apart(folder: Path) -> None:
    (folder / "a.json").write_text(
        json.dumps(CASE | {"asr_utterances": CASE["utterances"]}), encoding="utf-8"
    )
    case = evaluate_folder(folder, Writes(subjective="Tos de tres días.")).to_json()["cases"]
    assert isinstance(case, list)
    assert case[0]["as_recognised"]["fact_recall"] == pytest.approx(1 / 3)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_traps_catch_the_wrong_and_spare_the_right(case: object) -> None:
    assert isinstance(case, type(CASES[0]))
    for trap in case.traps:
        for example in trap.wrong_examples:
            assert is_wrong(trap, example), (trap.text, example)
        for example in case.right_examples:
            assert not is_wrong(trap, example), (trap.text, example)
