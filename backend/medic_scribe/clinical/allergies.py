"""Allergies: to what, with which reaction, whose, and denied ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from medic_scribe.clinical.assertion import Assertion, find_symptoms, judge
from medic_scribe.clinical.clauses import Sentence, sentences
from medic_scribe.clinical.drug_mentions import find_mentions
from medic_scribe.clinical.expressions import lexicon, without_overlap
from medic_scribe.clinical.reading import Reading
from medic_scribe.clinical.text import Token

REACTIONS = frozenset(
    {
        "urticaria",
        "exantema",
        "angioedema",
        "anafilaxia",
        "prurito",
        "disnea",
        "edema",
        "vómitos",
        "náuseas",
        "diarrea",
        "mareo",
        "edema en cara",
        "edema en boca",
        "síncope",
        "lesiones cutáneas",
        "edema en ojo",
        "edema en párpado",
        "estornudos",
        "tos",
    }
)
CUES = ("alergi", "alergic")
BEFORE_SUBSTANCE = frozenset(
    "a al la el las los de del es son contra por con como tambien medicamento medicamentos ser soy y e o "
    "ni una un lo sobre todo que "
    "yo si no ningun ninguna algunos ciertos medicina".split()
)
NAMING = frozenset({"es", "fue", "era", "una", "la", "por", "de"})  # "no es alergia" denies one reaction
UNKNOWN_GROUPS = frozenset({"medicamentos", "alimentos", "vacunas"})


@dataclass(frozen=True, slots=True)
class Allergy:
    """`substance` is empty where none is named ("no soy alérgica a nada" → denied, "")."""

    substance: str
    reaction: str
    assertion: Assertion
    denied: bool
    who: str
    begin: int
    end: int
    first: int
    last: int

    def render(self) -> str:
        """ "alergia a penicilina (me salieron ronchas)", "niega alergias conocidas"."""
        if self.denied and not self.substance:
            return "niega alergias conocidas"
        line = f"alergia a {self.substance}" if self.substance else "alergia"
        line = f"niega {line}" if self.denied else line
        return f"{line} ({self.reaction})" if self.reaction else line


@dataclass(frozen=True, slots=True)
class Substance:
    """What one can be allergic to, by its name."""

    name: str
    begin: int
    end: int


@lru_cache(maxsize=4_096)
def find_allergies(reading: Reading, *, answering: bool = False) -> tuple[Allergy, ...]:
    """The allergies spoken of, in order.

    `answering`: the utterance answers a question about allergies, so that "a la penicilina" alone is one and
    "no, a nada" denies them.
    """
    found: list[Allergy] = []
    spoken_of = answering
    substances = find_substances(reading)
    for sentence in sentences(reading.tokens):
        here = [s for s in substances if sentence.begin <= s.begin < sentence.end]
        cue = _cue(reading.tokens, sentence)
        if cue is not None:
            spoken_of = True
            found.extend(_about(reading, sentence, cue, here))
        elif spoken_of:
            found.extend(_elliptic(reading, sentence, here, answering=answering and not found))
    return tuple(found)


def _cue(tokens: Sequence[Token], sentence: Sentence) -> int | None:
    for place in range(sentence.begin, sentence.end):
        word = tokens[place].folded
        if word.startswith(CUES) and word not in {"alergologo", "alergologa", "alergologia", "alergista"}:
            return place
    return None


def _about(reading: Reading, sentence: Sentence, cue: int, here: Sequence[Substance]) -> list[Allergy]:
    tokens = reading.tokens
    named = _listed(tokens, cue + 1, sentence.end, here)
    if not named:
        named = [
            s
            for s in here
            if s.end <= cue
            and s.begin
            and tokens[s.begin - 1].folded in {"a", "la", "el", "al", "las", "los"}
        ][-1:]
    if named:
        return [_allergy(reading, sentence, substance, cue) for substance in named]
    if tokens[cue].folded == "alergia" and cue and tokens[cue - 1].folded in NAMING:
        return []
    whole = _allergy(reading, sentence, Substance("", cue, cue + 1), cue)
    return [whole] if whole.denied or whole.assertion is Assertion.ASKED else []


def _listed(tokens: Sequence[Token], place: int, limit: int, here: Sequence[Substance]) -> list[Substance]:
    """The substances that follow one another from `place` on: "a la penicilina, a las sulfas y al polvo"."""
    found: list[Substance] = []
    starts = {substance.begin: substance for substance in here}
    while place < limit:
        if place in starts:
            found.append(starts[place])
            place = starts[place].end
        elif tokens[place].folded in BEFORE_SUBSTANCE:
            place += 1
        else:
            break
    return found


def _elliptic(
    reading: Reading, sentence: Sentence, here: Sequence[Substance], *, answering: bool
) -> list[Allergy]:
    """ "Yo soy a la dipirona", and in an answer "sí, a la penicilina" or "no, a nada"."""
    tokens = reading.tokens
    for substance in here:
        place = substance.begin - 1
        while place > sentence.begin and tokens[place].folded in {"la", "el", "las", "los"}:
            place -= 1
        linked = place >= sentence.begin and tokens[place].folded in {"a", "al"}
        to_be = place > sentence.begin and tokens[place - 1].folded in {
            "soy",
            "es",
            "sos",
            "eres",
            "era",
            "fui",
        }
        if linked and (to_be or answering):
            return [
                _allergy(reading, sentence, s, substance.begin)
                for s in _listed(tokens, substance.begin, sentence.end, here)
            ]
    said = {token.folded for token in tokens[sentence.begin : sentence.end]}
    if (
        answering
        and not here
        and said & {"no", "ninguna", "ninguno", "ningun", "nada", "nunca"}
        and len(said) <= 10
    ):
        first, last = reading.span(sentence.begin, sentence.end)
        return [Allergy("", "", Assertion.DENIED, True, "", sentence.begin, sentence.end, first, last)]
    return []


def _allergy(reading: Reading, sentence: Sentence, substance: Substance, cue: int) -> Allergy:
    begin, end = min(substance.begin, cue), max(substance.end, cue + 1)
    judgement = judge(reading, cue, cue + 1)
    at_name = judge(reading, substance.begin, substance.end)
    assertion, who = judgement.assertion, judgement.who
    denied = judgement.denied or at_name.denied or _of_nothing(reading.tokens, cue, sentence)
    said = {token.folded for token in reading.tokens[sentence.begin : sentence.end]}
    if said & {"vos", "tu"} and said & {"sos", "eres"}:
        assertion, who = Assertion.OTHER, "interlocutor"
    if assertion in {Assertion.PRESENT, Assertion.PAST}:
        assertion = Assertion.DENIED if denied else Assertion.PRESENT
    first, last = reading.span(begin, end)
    reaction = "" if denied or assertion is Assertion.ASKED else _reaction(reading, sentence, begin, end)
    return Allergy(substance.name, reaction, assertion, denied, who, begin, end, first, last)


def _of_nothing(tokens: Sequence[Token], cue: int, sentence: Sentence) -> bool:
    """ "alergias, ninguna", "alérgico a nada"."""
    following = [token.folded for token in tokens[cue + 1 : min(cue + 4, sentence.end)]]
    return any(word in {"nada", "ninguna", "ninguno", "ningun"} for word in following)


def _reaction(reading: Reading, sentence: Sentence, begin: int, end: int) -> str:
    for symptom in find_symptoms(reading):
        inside = sentence.begin <= symptom.begin < sentence.end and not begin <= symptom.begin < end
        if inside and symptom.concept in REACTIONS and not symptom.denied:
            return symptom.words.strip(".,;").lower()
    return ""


def find_substances(reading: Reading) -> list[Substance]:
    """The drugs and the other allergens that are named, in order, whatever is said of them."""
    drugs = [
        Substance(mention.drug.written, mention.begin, mention.end) for mention in find_mentions(reading)
    ]
    taken = {place for drug in drugs for place in range(drug.begin, drug.end)}
    others = [
        Substance(match.concept, match.begin, match.end)
        for match in without_overlap(lexicon("allergens").matches(reading.tokens))
        if match.concept not in UNKNOWN_GROUPS and not taken & set(range(match.begin, match.end))
    ]
    return sorted([*drugs, *others], key=lambda substance: substance.begin)
