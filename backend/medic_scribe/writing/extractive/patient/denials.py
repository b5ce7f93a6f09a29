"""What an answer denies of the things that were asked about, and when a "no" is not meant for them.

A wrong polarity is the worst mistake a note can make: where a word is left that is none of the things and no
part of a plain denial, nothing is denied, and question and answer stay as they were said.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from medic_scribe.clinical import TermKind, find_terms
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.extractive.patient.things import Thing, alike, named_by, words_that_name
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.tables import groups
from medic_scribe.writing.extractive.words.verbs import holds_verb

_WORDS = groups("answers")
_NEGATORS = frozenset(_WORDS["negators"].split())
_AROUND = re.compile(rf" ({'|'.join(_WORDS['around'])})(?= )")
_OPENERS = re.compile(r"^( (y|pero|pues|ah|ay|uy|uh|eh|mmm|bueno|entonces))+(?= )")
_SMALL = frozenset(_WORDS["small"].split())
_WHOLE = _NEGATORS | frozenset(_WORDS["whole"].split())
_JOINED = frozenset("y ni o e u".split())
# Of somebody else: "él no" is no article.
_OF_ANOTHER = r"\b(ell[ao]s?|mi|mis|su|sus)\b(?<!\ba mi)|\bel (no|tampoco|nunca|ni|jamas)\b"
_UNSURE = "|".join(_WORDS["unsure"])


def denies_all(answer: Clause) -> bool:
    """ "No, que yo sepa", "en ningún momento": nothing but a denial of what was asked."""
    plain = _plain(answer.folded)
    return (
        not _in_doubt(answer)
        and bool(_NEGATORS & set(plain.split()) or _DENYING.search(answer.folded))
        and all(word in _WHOLE for word in plain.split())
    )


_DENYING = re.compile(rf"\b({'|'.join(_WORDS['denying'])})\b")
_OF_ALL = re.compile("|".join(_WORDS["of_all"]))


def denies_each(answer: Clause) -> bool:
    """Whether all the questions of a turn are denied, and not only its last."""
    rest = _OF_ALL.sub(" ", answer.folded)
    return rest != answer.folded and not _in_doubt(answer) and all(w in _WHOLE for w in _plain(rest).split())


def denied_by(answer: Clause, things: Sequence[Thing]) -> list[Thing]:
    """What the answer denies by name: "vómitos tampoco", "ni sangra ni pica"."""
    words = _WISHED.sub(" no ", _plain(answer.folded)).split()
    if _in_doubt(answer) or answer.says(_EVER) or not _NEGATORS & set(words):
        return []
    naming = [word for word in words if word not in _NEGATORS | _SMALL]
    places = named_by(naming, things) if naming else None
    named = [things[place] for place in places or ()]
    if not all(thing.denied for thing in named) or (len(named) > 1 and not _reaches_each(words, naming)):
        return []
    return named


def denied_rest(
    answer: Clause, things: Sequence[Thing], before: Sequence[Clause], denied: Sequence[Thing]
) -> list[Thing]:
    """ "Mareo sí. De lo demás, nada": what was asked and not yet spoken of, where something was."""
    if not re.fullmatch(_REST, _plain(answer.folded)):
        return []
    spoken = [thing for thing in things if any(names_any(clause, [thing]) for clause in before)]
    rest = [thing for thing in things if thing not in spoken and thing not in denied]
    return rest if (spoken or denied) and all(thing.denied for thing in rest) else []


_EVER = (
    r"\b(nunca|jamas) (\w+ )*(he|ha|han|hubo|tuve|tuvo|\w+[ei]) "  # "nunca fumé" says more than "niega fumar"
)
_REST = r"( de| a)? (todo )?(lo demas|lo otro|el resto) (no|nada|tampoco) "
_WISHED = re.compile(r" ojala $")  # "Adelgazar, ojalá"


def _in_doubt(answer: Clause) -> bool:
    """Whether it holds for now only, is not sure, or is said of somebody else."""
    plain = _plain(answer.folded)
    of_himself = re.search(r"\b(yo|a mi)\b", plain) and answer.speaker is not Speaker.PATIENT
    return bool(of_himself or re.search(_UNSURE, plain) or re.search(_OF_ANOTHER, plain))


def _reaches_each(words: Sequence[str], naming: Sequence[str]) -> bool:
    """Whether one "no" is enough: "tos y fiebre no", but not "fiebre no, tos"."""
    places = [words.index(word) for word in naming]
    joined = all(_JOINED & set(words[first:last]) for first, last in pairwise(places))
    return joined or sum(word in _NEGATORS for word in words) >= len(naming)


def lead_and_rest(answer: Clause) -> tuple[Clause, Clause] | None:
    """ "No, camina bien": the denial, and what is told besides; None where that only says how it is meant."""
    if denies_all(answer) or denies_each(answer):
        return None
    for place in reversed(_pauses(answer)):
        lead, rest = replace(answer, end=place), replace(answer, begin=place)
        if denies_all(lead):
            return None if rest.says(_SAYS_HOW) or not holds_verb(rest.words) else (lead, rest)
    return None


# "No, solo granos", "no, y no me la voy a poner": not understood without the question.
_SAYS_HOW = (
    rf"^ (y |pues )*({'|'.join(_WORDS['says_how'])})\b|\b(no|me|te|se|le) (lo|la|los|las)\b"
    r"|^ (lo|la|los|las) (he|hago|tengo|tomo|dejo|deje|uso|puse|probe|quiero|necesito)\b"
)


def taken_back(denied: Sequence[Thing], things: Sequence[Thing], following: Sequence[Clause]) -> bool:
    """Whether what follows the denial changes it: "No. Bueno, a las sulfas sí"."""
    for place, clause in enumerate(following):
        if of_somebody_else(clause):
            if not place and (clause.says(r"\b(si|tambien)\b") or clause.end - clause.begin <= 5):
                return True  # "Mi hermano sí": of what, only the question says
            continue
        named = names_any(clause, denied)
        if named and (clause.says(r"\bsi\b") or not _NEGATORS & set(clause.folded.split())):
            return True
        others = [thing for thing in things if thing not in denied]
        if not place and clause.says(_TURNS) and (named or not names_any(clause, others)):
            return True
    return False


_TURNS = r"^ (bueno|pero|salvo|excepto|aunque|a veces|espere|esperese|ah|si)\b|\bsi $"


def names_any(clause: Clause, things: Sequence[Thing]) -> bool:
    words = words_that_name(token.folded for token in clause.tokens)
    return any(alike(word, other) for thing in things for other in thing.words for word in words)


def of_somebody_else(clause: Clause) -> bool:
    return bool(clause.own(find_terms(clause.reading, TermKind.RELATIVE, TermKind.OTHER_PERSON)))


def in_pieces(clause: Clause, things: Sequence[Thing]) -> list[Clause]:
    """ "Fiebre no, tos sí, un poco": what is said of each thing, one by one."""
    cuts = [clause.begin]
    for place, end in pairwise([*_pauses(clause), clause.end]):
        said, piece = replace(clause, begin=cuts[-1], end=place), replace(clause, begin=place, end=end)
        goes_on = piece.says(r"^ ni ") and bool(denied_by(said, things))
        if goes_on or (not said.says(_ONLY_LEADS) and _says_of_a_thing(piece, things)):
            cuts.append(place)
    return [replace(clause, begin=begin, end=end) for begin, end in pairwise([*cuts, clause.end])]


_ONLY_LEADS = r"^( (no|si|pues|bueno|y|nada|nunca))+ $"


def _pauses(clause: Clause) -> list[int]:
    """Where words begin behind a comma."""
    return [n for n in range(clause.begin + 1, clause.end) if "," in clause.reading.tokens[n - 1].closes]


def _says_of_a_thing(piece: Clause, things: Sequence[Thing]) -> bool:
    words = _plain(piece.folded).split()
    naming = [word for word in words if word not in _NEGATORS | _SMALL | {"si"}]
    return (
        len(naming) < len(words)
        and piece.says(r"\b(si|no|tampoco|nunca|ningun[oa]|nada)\b")
        and bool(naming and named_by(naming, things))
    )


def _plain(folded: str) -> str:
    before = ""
    while before != folded:
        before, folded = folded, _OPENERS.sub("", _AROUND.sub("", folded))
    return folded
