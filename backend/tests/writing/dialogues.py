"""Small dialogues for the tests of the note engine: "M: ¿Tiene tos? / P: No." """

from collections.abc import Sequence

from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.templates.builtin import builtin_template
from medic_scribe.writing.contract import NoteRequest, Section
from medic_scribe.writing.extractive import ExtractiveNoteEngine

SPEAKERS = {"M": Speaker.CLINICIAN, "P": Speaker.PATIENT, "A": Speaker.COMPANION, "?": Speaker.UNKNOWN}


def dialogue(text: str) -> list[Utterance]:
    turns = [turn.strip().split(":", 1) for turn in text.split(" / ")]
    return [
        Utterance(number, SPEAKERS[who.strip()], said.strip()) for number, (who, said) in enumerate(turns)
    ]


def sections(
    utterances: Sequence[Utterance], template: str = "soap", instruction: str = ""
) -> dict[str, Section]:
    request = NoteRequest(utterances, builtin_template(template), instruction)
    return {section.key: section for section in ExtractiveNoteEngine().write(request).sections}


def lines(text: str) -> list[str]:
    return [
        statement.text for section in sections(dialogue(text)).values() for statement in section.statements
    ]


def note(text: str) -> str:
    return "\n".join(lines(text))
