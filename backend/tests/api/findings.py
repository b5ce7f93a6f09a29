"""A safety check for tests, run in a real worker: it finds what a test can foresee."""

from collections.abc import Callable

from medic_scribe.speech.contract import Utterance
from medic_scribe.writing.contract import Evidence, Finding, FindingKind, Section

Check = Callable[[tuple[Section, ...], tuple[Utterance, ...]], tuple[Finding, ...]]

DRUG = "paracetamol"
LEFT_OUT = "salbutamol"  # said only where a test corrects the transcript


def find_changed_doses(
    sections: tuple[Section, ...], utterances: tuple[Utterance, ...]
) -> tuple[Finding, ...]:
    """Drugs that were said and are not noted, and every statement that says "kilo"."""
    statements = [
        (section.key, place, statement.text)
        for section in sections
        for place, statement in enumerate(section.statements)
    ]
    omitted = [
        Finding(FindingKind.OMITTED, "recording_cut", drug, (Evidence(said.id, 0, 1),))
        for drug in (DRUG, LEFT_OUT)
        if not any(drug in text for _, _, text in statements)
        for said in utterances
        if drug in said.text
    ]
    invented = [
        Finding(FindingKind.UNSUPPORTED, "unheard", "kilo", statement=(key, place))
        for key, place, text in statements
        if "kilo" in text
    ]
    return (*omitted, *invented)
