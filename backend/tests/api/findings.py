"""A safety check for tests, run in a real worker: it finds what a test can foresee."""

from collections.abc import Callable

from medic_scribe.speech.contract import Utterance
from medic_scribe.writing.contract import Evidence, Finding, FindingKind, Section

Check = Callable[[tuple[Section, ...], tuple[Utterance, ...]], tuple[Finding, ...]]

DRUG = "paracetamol"


def find_changed_doses(
    sections: tuple[Section, ...], utterances: tuple[Utterance, ...]
) -> tuple[Finding, ...]:
    """A drug that was said and is not noted, and every statement that says "kilo"."""
    statements = [
        (section.key, place, statement.text)
        for section in sections
        for place, statement in enumerate(section.statements)
    ]
    noted = any(DRUG in text for _, _, text in statements)
    omitted = [
        Finding(FindingKind.OMITTED, "recording_cut", DRUG, (Evidence(said.id, 0, 1),))
        for said in utterances
        if DRUG in said.text and not noted
    ]
    invented = [
        Finding(FindingKind.UNSUPPORTED, "unheard", "kilo", statement=(key, place))
        for key, place, text in statements
        if "kilo" in text
    ]
    return (*omitted, *invented)
