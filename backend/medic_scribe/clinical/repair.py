"""Drug names and clinical terms that a recogniser split or bent, found again by their sound."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from medic_scribe.clinical.drugs import drugs_by_name
from medic_scribe.clinical.lexicon import rows
from medic_scribe.clinical.sound import sound
from medic_scribe.clinical.spelled import spelled_at
from medic_scribe.clinical.text import Token, fold
from medic_scribe.clinical.words import everyday_words, people_like_drugs

LONGEST_SPLIT = 4
SHORTEST_SAME_SOUND = 6  # letters as they sound
SHORTEST_NEAR_SOUND = 7
SAME = 0.99  # the nearness of another spelling with the same sound
NEAR = 0.84
CLEARLY_NEARER = 0.08
_AND = "y"  # "Llen a la pril" is "y enalapril"
# No word by themselves, whatever follows them: "retro esternal" is "retroesternal".
PREFIXES = frozenset("anti bi hemi hiper infra inter intra peri retro sub supra".split())
SHORTEST_AFTER_PREFIX = 5  # letters
SHORTEST_RUN_ON = 9, 5  # letters of the term and of what was written onto it: "hemoglobinaglicosilada"
INFLECTED = re.compile(r"(?:[aeo]s|[ai]d[ao]|[ai]ba|[ai]ndo|[aei]mos|[aei]ron|cion|mente)$")


@dataclass(frozen=True, slots=True)
class Repair:
    """Tokens `begin:end` are understood as `understood`; see `reading.Correction`."""

    begin: int
    end: int
    understood: str
    certain: bool
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    name: str
    certain: bool
    alternatives: tuple[str, ...]
    nearness: float


def find_repairs(tokens: Sequence[Token]) -> list[Repair]:
    """The repairs, left to right, never overlapping; a word that is right already is left alone."""
    repairs: list[Repair] = []
    place = 0
    while place < len(tokens):
        repair = _repair_at(tokens, place)
        if repair is None:
            place += 1
        else:
            repairs.append(repair)
            place = repair.end
    return repairs


def _repair_at(tokens: Sequence[Token], begin: int) -> Repair | None:
    if spelled := spelled_at(tokens, begin):
        return Repair(begin, spelled[1], spelled[0], certain=True, alternatives=())
    best: tuple[float, Repair] | None = None
    for end in range(begin + 1, min(begin + LONGEST_SPLIT, len(tokens)) + 1):
        if end - begin > 1 and (tokens[end - 2].closes or tokens[end - 1].opens):
            break
        pieces = [token.folded for token in tokens[begin:end]]
        match = _match(pieces)
        if match and (best is None or match.nearness > best[0]):
            best = (match.nearness, Repair(begin, end, match.name, match.certain, match.alternatives))
    if best is None or _is_better_without_first(tokens, best[1], best[0]):
        return None
    return best[1]


def _is_better_without_first(tokens: Sequence[Token], repair: Repair, nearness: float) -> bool:
    """ "la amlo dipina" is "amlo dipina" after an article."""
    rest = [token.folded for token in tokens[repair.begin + 1 : repair.end]]
    shorter = _match(rest) if rest else None
    first = tokens[repair.begin].folded
    exact = len(rest) == 1 and rest[0] in targets() and (first in everyday_words() or _is_known(first))
    return exact or (shorter is not None and shorter.nearness >= nearness)


def _match(pieces: Sequence[str]) -> _Match | None:
    phrase = " ".join(pieces)
    if phrase in spelled_otherwise():
        return _Match(spelled_otherwise()[phrase], True, (), 1.0)
    if not all(piece.isalpha() for piece in pieces):
        return None
    if len(pieces) == 2 and pieces[0] in PREFIXES and len(pieces[1]) >= SHORTEST_AFTER_PREFIX:
        joined = "".join(pieces)
        return _joined(joined) or _Match(joined, True, (), 1.0)
    if len(pieces) == 1:
        return None if _is_right(pieces[0]) else _run_on(pieces[0]) or _single(pieces[0])
    if all(piece in everyday_words() or _is_known(piece) for piece in pieces):
        return None
    if any(piece in targets() for piece in pieces) and any(len(piece) == 1 for piece in pieces):
        return None  # "pinzamiento L 5"
    joined = _joined("".join(pieces))
    # Everyday words beside the pieces are part of the name only where it sounds just so: "en alapril", but
    # not "me la anota".
    is_sure = joined is None or joined.nearness >= SAME or not any(p in everyday_words() for p in pieces)
    return joined if is_sure else None


def _run_on(word: str) -> _Match | None:
    """A whole term with the next word written onto it; what is derived from a term loses its last vowel."""
    term, rest = SHORTEST_RUN_ON
    for end in range(term, len(word) - rest + 1):
        if word[end - 1] in "ao" and word[:end] in targets():
            return _Match(f"{targets()[word[:end]]} {word[end:]}", True, (), 1.0)
    return None


def _is_right(word: str) -> bool:
    return _is_known(word) or word in everyday_words() or word in people_like_drugs()


def _is_known(word: str) -> bool:
    return word in targets() or word in known_words()


@lru_cache(maxsize=20_000)
def _single(word: str) -> _Match | None:
    """Of single words only drugs are mended by nearness: other terms have plurals and genders."""
    match = _by_sound(word, NEAR)
    if match is not None and match.nearness < SAME and _is_inflected(word, fold(match.name)):
        return None
    is_drug = match is not None and fold(match.name) in drug_targets()
    return match if match is not None and (is_drug or sound(fold(match.name)) == sound(word)) else None


def _is_inflected(word: str, name: str) -> bool:
    """Whether the word ends as Spanish inflects and the name does not: "trampas", "naciones", "lactado"."""
    ending = INFLECTED.search(word)
    return bool(ending) and not name.endswith(ending.group()) and not word.startswith(name)


@lru_cache(maxsize=20_000)
def _joined(word: str) -> _Match | None:
    if word in targets():
        return _Match(targets()[word], True, (), 1.0)
    return _by_sound(word, NEAR + 0.02)


def _by_sound(word: str, cutoff: float) -> _Match | None:
    heard = sound(word)
    if len(heard) < SHORTEST_SAME_SOUND:
        return None
    same = targets_by_sound().get(heard) or targets_by_sound().get(heard.removeprefix(_AND))
    if same:
        return _Match(same[0], len(same) == 1, same[1:], SAME)
    if len(heard) < SHORTEST_NEAR_SOUND:
        return None
    found = process.extract(
        heard,
        _sounds(),
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=cutoff - 0.06,
        limit=4,
    )
    if not found or found[0][1] < cutoff:
        return None
    names = list(dict.fromkeys(targets_by_sound()[near][0] for near, _, _ in found))
    rivals = tuple(
        dict.fromkeys(
            targets_by_sound()[near][0]
            for near, nearness, _ in found[1:]
            if found[0][1] - nearness < CLEARLY_NEARER and targets_by_sound()[near][0] != names[0]
        )
    )
    return _Match(names[0], not rivals, rivals, found[0][1])


@lru_cache
def targets() -> dict[str, str]:
    """What can be repaired to: long single words, folded → as they are written."""
    words = dict(drug_targets())
    for row in rows("terms_in_full"):
        words.setdefault(fold(row[0]), row[0])
    return words


@lru_cache
def drug_targets() -> dict[str, str]:
    """The drug names among the targets."""
    return {fold(name): name for name in reversed(_drug_words())}


@lru_cache
def targets_by_sound() -> dict[str, tuple[str, ...]]:
    """Sound → the words that sound so."""
    heard: dict[str, list[str]] = {}
    for folded, name in targets().items():
        heard.setdefault(sound(folded), []).append(name)
    return {key: tuple(names) for key, names in heard.items()}


@lru_cache
def _sounds() -> tuple[str, ...]:
    return tuple(targets_by_sound())


@lru_cache
def known_words() -> frozenset[str]:
    """Words of drug names that are too short or too ordinary to be repaired to."""
    return frozenset(part for name in drugs_by_name() for part in name.split())


@lru_cache
def spelled_otherwise() -> dict[str, str]:
    """Phrases that sound cannot mend: "bef 1" → "VEF1"."""
    return {fold(heard): understood for heard, understood in rows("misheard")}


def _drug_words() -> list[str]:
    names = [name for row in rows("drugs") for name in (row[0], *(row[1].split(";") if len(row) > 1 else ()))]
    names += [row[0] for row in rows("brands")]
    parts = [part for name in names for part in name.replace("/", " ").split()]
    return [
        part
        for part in parts
        if len(part) >= 6 and fold(part).isalpha() and fold(part) not in everyday_words()
    ]
