"""From lines as they were said to a note: denials collected, repetition dropped, length kept in bounds."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.meaning.topics import STATED, score_topics
from medic_scribe.writing.extractive.note.lines import Line, Part
from medic_scribe.writing.extractive.note.relevance import is_courtesy, only_points, only_replies
from medic_scribe.writing.extractive.note.weighing import CERTAIN, STRESSED, Place, signs_of, weigh, worth
from medic_scribe.writing.extractive.words.content import holds_content
from medic_scribe.writing.extractive.words.verbs import is_infinitive
from medic_scribe.writing.extractive.words.wording import listed

SHARE = 0.4995  # of the transcript's words: above it, what matters least is dropped
SHORTEST = 40  # words that a note may always have


def compose(lines: Sequence[Line], transcript_words: float, stressed: Set[Topic] = frozenset()) -> list[Line]:
    lines = whole_note(lines)
    weights = weigh(lines, signs_of(lines), worth())
    weights |= {
        piece: max(weights[piece], STRESSED) for piece in weights if lines[piece[0]].topic in stressed
    }
    return shortened(lines, max(SHORTEST, transcript_words * SHARE), weights)


def whole_note(lines: Sequence[Line]) -> list[Line]:
    """Everything that could be in the note, of whatever length."""
    told = _without_fragments(_without_repetition(_collect_denials(lines)))
    return [_without_echoes(line.terse()) for line in told]


def _collect_denials(lines: Sequence[Line]) -> list[Line]:
    """ "Niega dolor torácico, palpitaciones, tos y fiebre.": one line for each topic."""
    collected: list[Line] = []
    for line in lines:
        place = next(
            (i for i, c in enumerate(collected) if line.denied and c.denied and c.topic is line.topic), None
        )
        if place is None:
            collected.append(line)
        else:
            collected[place] = _together(collected[place], line)
    return [_worded(line) if line.denied else line for line in collected]


def _together(first: Line, second: Line) -> Line:
    known = {fold(thing) for thing in first.denied}
    denied = first.denied + tuple(thing for thing in second.denied if fold(thing) not in known)
    return replace(first, parts=(Part("", first.evidence + second.evidence),), denied=denied)


def _worded(line: Line) -> Line:
    return replace(line, parts=(replace(line.parts[0], text=f"Niega {listed(line.denied)}"),))


def _without_repetition(lines: Sequence[Line]) -> list[Line]:
    kept: list[tuple[Line, set[str]]] = []
    for line in lines:
        words = {strip_punctuation(word) for word in fold(line.text).split()}
        if not any(words <= said and _alike(line, other, len(words)) for other, said in kept):
            kept = [(other, said) for other, said in kept if not (said < words and _broken_off(other, line))]
            kept.append((line, words))
    return [line for line, _ in kept]


def _broken_off(line: Line, after: Line) -> bool:
    """ "Prednisona cuarenta… ¿es diabético? Entonces prednisona, 40 de mañana": begun, then said in full."""
    named = line.topic in (Topic.TREATMENT, Topic.MEDICATION) and "clinician" in line.parts[0].traits
    return named and after.topic is Topic.TREATMENT and after.turn - line.turn <= _SOON


_SOON = 2  # turns


def _alike(line: Line, other: Line, words: int) -> bool:
    """Whether both speak of the same; a lone word is no order: "metformina, señora" names what is taken."""
    named_again = words == 1 and line.topic is Topic.TREATMENT and other.topic is Topic.MEDICATION
    return named_again or other.topic is line.topic


def _without_echoes(line: Line) -> Line:
    """Without a piece that only says again what stands before it: "desde hace 2 semanas. 2 semanas"."""
    for before, part in pairwise(line.parts):
        if not (part.heading or line.denied) and f" {_bare(part.text)} " in f" {_bare(before.said)} ":
            line = _without(line, part) or line
    return line


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


# Where speech wanders: elsewhere even one word ("rítmico", "normal") is a result.
_WANDERING = frozenset((Topic.ILLNESS, Topic.HISTORY, Topic.FAMILY, Topic.SOCIAL, Topic.HABITS, Topic.ADVICE))


def _without_fragments(lines: Sequence[Line]) -> list[Line]:
    """Without pieces of a word or two that name nothing clinical and answer nothing: "uf", "así nomás"."""
    kept: list[Line | None] = list(lines)
    for place, line in enumerate(lines):
        following = [*line.parts[1:], None]
        for part, after in zip(line.parts, following, strict=True) if not line.denied else ():
            left = kept[place]
            nothing = _says_nothing(part) if line.topic in _WANDERING else _only_courtesy(part)
            nothing = nothing or (len(line.parts) == 1 and _is_no_line(line.topic, part))
            if left and part in left.parts and nothing and not (after and after.leans):
                kept[place] = _without(left, part)
    return [line for line in kept if line]


def _is_no_line(topic: Topic, part: Part) -> bool:
    """ "Sí", "dos", "ni uno más": not understood without what stood before; but "95" is a result."""
    points = topic not in _FIGURES and only_points(part.said)
    return not part.heading and (points or only_replies(part.said))


_FIGURES = (Topic.VITALS, Topic.RESULTS, Topic.EXAMINATION)


def _only_courtesy(part: Part) -> bool:
    """ "Perfecto" behind a comma is a result, alone it is none."""
    return not part.leans and not part.heading and is_courtesy(part.said)


def _says_nothing(part: Part) -> bool:
    if part.heading or len(part.said.split()) > 2:
        return False
    return is_courtesy(part.said) or (
        "asked" not in part.traits
        and not (part.leans and "clinician" in part.traits)  # "El vino, fuera": half an order is another
        and not ("clinician" in part.traits and _advises(part.said))
        and len(part.evidence) < 2
        and not holds_content(part.said)
    )


def _advises(text: str) -> bool:
    """ "Levantar cabecera", "calor local": two words that say what to do."""
    first, *rest = text.split()
    said = fold(text)
    advised = Topic.ADVICE in score_topics(f" {said} ", STATED) or is_infinitive(first.lower())
    return bool(rest) and (advised or bool(_RULED_OUT.fullmatch(said)))


# "Faja no", "Tabaco, cero"; but "todavía no" says nothing.
_RULED_OUT = re.compile(
    r"(?!(ahora|bueno|claro|creo|entonces|mejor|nunca|pues|seguro|siempre|tampoco|todavia)\b)"
    r"\w{4,},? (no|fuera|cero)"
)


def shortened(lines: Sequence[Line], limit: float, weights: Mapping[Place, float]) -> list[Line]:
    """The weightiest pieces that fit: what weighs least is dropped, and what still fits comes back."""
    kept = set(weights)
    words = {place: line.words for place, line in enumerate(lines)}
    for piece in sorted(weights, key=lambda piece: weights[piece]):
        if weights[piece] >= CERTAIN or sum(words.values()) <= limit:
            break
        kept -= with_what_leans(lines, piece)
        words[piece[0]] = _words(lines, piece[0], kept)
    for piece in sorted(weights, key=lambda piece: -weights[piece]):
        if piece in kept or not _stands(lines, piece, kept):
            continue
        larger = words | {piece[0]: _words(lines, piece[0], kept | {piece})}
        if sum(larger.values()) <= limit:
            kept, words = kept | {piece}, larger
    return with_pieces(lines, kept)


def _words(lines: Sequence[Line], place: int, kept: set[Place]) -> int:
    left = _only(lines[place], place, kept)
    return left.words if left else 0


def with_pieces(lines: Sequence[Line], kept: set[Place]) -> list[Line]:
    return [line for line in (_only(line, place, kept) for place, line in enumerate(lines)) if line]


def with_what_leans(lines: Sequence[Line], piece: Place) -> set[Place]:
    """The piece and the ones behind it that cannot stand without it."""
    place, number = piece
    gone = {piece}
    for behind, part in enumerate(lines[place].parts[number + 1 :], number + 1):
        if not part.leans:
            break
        gone.add((place, behind))
    return gone


def _stands(lines: Sequence[Line], piece: Place, kept: set[Place]) -> bool:
    place, number = piece
    return not lines[place].parts[number].leans or (place, number - 1) in kept


def _only(line: Line, place: int, kept: set[Place]) -> Line | None:
    return line.only([part for number, part in enumerate(line.parts) if (place, number) in kept])


def _without(line: Line, gone: Part) -> Line | None:
    """The line without a piece and without what leans on it."""
    parts: list[Part] = []
    leaning_on_gone = False
    for part in line.parts:
        leaning_on_gone = part is gone or (leaning_on_gone and part.leans)
        if not leaning_on_gone:
            parts.append(part)
    return line.only(parts)
