"""Which words are ordinary Spanish, and therefore no pieces of a misheard drug name."""

from functools import lru_cache
from importlib import resources

from medic_scribe.clinical import lexicon
from medic_scribe.clinical.text import fold


@lru_cache
def everyday_words() -> frozenset[str]:
    """Frequent words, and rarer ones that sound like a drug ("osario", "inspirina")."""
    return _listed("everyday_words") | _listed("not_drugs")


@lru_cache
def people_like_drugs() -> frozenset[str]:
    """Names of people that sound like a drug: "Luciana" is no bent "Lixiana"."""
    return _listed("people_not_drugs")


def _listed(name: str) -> frozenset[str]:
    text = resources.files(lexicon).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(fold(word) for line in lines for word in line.split())
