"""Whether words hold anything that a clinician could look for: a figure, a time, a side, a clinical name."""

import re
from functools import cache

from medic_scribe.clinical import TermKind, find_medications, find_terms, fold, read
from medic_scribe.writing.extractive.words.tables import groups


def holds_content(text: str) -> bool:
    """A figure, a time or a number in words ("el domingo", "un ocho"), a drug, or a clinical term."""
    folded = f" {fold(text)} "
    return (
        any(sign_patterns()[name].search(folded) for name in ("time", "count", "side"))
        or bool(re.search(r"\d", text))
        or bool(find_terms(read(text), *TermKind))
        or bool(find_medications(read(text)))
    )


@cache
def sign_patterns() -> dict[str, re.Pattern[str]]:
    """Name of a sign → what shows it in folded words between spaces."""
    return {name: re.compile("|".join(group)) for name, group in groups("signs").items()}
