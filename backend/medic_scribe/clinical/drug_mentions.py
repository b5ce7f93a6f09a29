"""Where drugs are named in a reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from medic_scribe.clinical.combined_strengths import strengths_of
from medic_scribe.clinical.drugs import Drug, drugs_by_name, key, names_by_first_word
from medic_scribe.clinical.expressions import Match, lexicon, without_overlap
from medic_scribe.clinical.reading import Reading
from medic_scribe.clinical.text import Token

# Names of things that are measured or eaten as well: a drug only where they are given as one.
ALSO_NO_DRUG = frozenset(
    "hierro fierro calcio potasio sodio magnesio zinc cinc litio urea oxigeno bicarbonato insulina "
    "testosterona estradiol "
    "progesterona folato folatos nicotina cafeina sena sen glicerina dextrosa capsaicina bismuto "
    "cortisona vitaminas electrolitos "
    "estriol retinol adrenalina dopamina noradrenalina heparina alginato detemir".split()
) | {
    "vitamina d",
    "vitamina b12",
    "vitamina c",
    "vitamina a",
    "vitamina e",
    "vitamina k",
    "acido folico",
    "omega 3",
    "omega tres",
    "hormona de crecimiento",
    "vitamina b",
    "vitamina b1",
    "vitamina b6",
    "complejo b",
    "acido urico",
    "carbon activado",
}
ALWAYS_DRUG = frozenset(
    {
        "insulina",
        "heparina",
        "litio",
        "adrenalina",
        "detemir",
        "acido folico",
        "complejo b",
        "alginato",
        "vitaminas",
    }
)
GIVING = frozenset(
    "tomo toma tomas tomar tome tomaba tomando tomen recetaron receto recetar doy damos dar dieron dio "
    "mando mandaron indico "
    "indicaron agrego agregamos iniciar iniciamos empezar empezamos empiece suplemento suplementos "
    "pastilla pastillas jarabe "
    "tableta tabletas capsulas gotas inyeccion inyecciones ampolla ampollas parche parches crema sulfato "
    "pone pongo ponen dosis "
    "suspender suspendemos suspende sigue siga continua continue inyecto inyecta uso usa usar aplicar".split()
)
DOSE_UNITS = frozenset(
    "mg miligramo miligramos g gramo gramos mcg microgramos ui unidades ml gotas tableta tabletas "
    "pastilla pastillas capsula capsulas ampolla ampollas litros".split()
)
JOINING = frozenset({"con", "mas", "/", "+"})
STRENGTHS_WITHIN = 3  # tokens after the name
CORRECTING = frozenset("no perdon disculpe disculpa digo mejor dicho perdone corrijo".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A drug or (`is_class`) a kind of drug named in tokens `begin:end`."""

    drug: Drug
    begin: int
    end: int
    is_class: bool = False


@lru_cache(maxsize=4_096)
def find_mentions(reading: Reading) -> tuple[Mention, ...]:
    """In order; combinations are one, and a name taken back ("losartán, perdón, valsartán") is left out."""
    tokens = reading.tokens
    named: list[Mention] = []
    place = 0
    while place < len(tokens):
        mention = _named_at(tokens, place)
        if mention and _is_given(tokens, mention):
            named.append(mention)
        place = mention.end if mention else place + 1
    joined = _joined(tokens, named)
    taken = {place for mention in joined for place in range(mention.begin, mention.end)}
    classes = [_class(match) for match in without_overlap(lexicon("drug_classes").matches(tokens))]
    free = [mention for mention in classes if not taken & set(range(mention.begin, mention.end))]
    return tuple(_not_taken_back(tokens, sorted([*joined, *free], key=lambda mention: mention.begin)))


def _named_at(tokens: Sequence[Token], place: int) -> Mention | None:
    word = tokens[place].folded
    if "/" in word and key(word) in drugs_by_name():
        return Mention(drugs_by_name()[key(word)], place, place + 1)
    for parts, drug in names_by_first_word().get(word, ()):
        end = place + len(parts)
        said = tuple(token.folded for token in tokens[place:end])
        if said == parts and not any(token.closes for token in tokens[place : end - 1]):
            return Mention(drug, place, end)
    return None


def _is_given(tokens: Sequence[Token], mention: Mention) -> bool:
    name = " ".join(token.folded for token in tokens[mention.begin : mention.end])
    if name not in ALSO_NO_DRUG or name in ALWAYS_DRUG:
        return True
    if any(token.folded in GIVING for token in tokens[max(0, mention.begin - 4) : mention.begin]):
        return True
    following = tokens[mention.end : mention.end + 4]
    return any(
        token.folded in DOSE_UNITS
        and (step + 1 >= len(following) or following[step + 1].folded not in {"por", "/"})
        for step, token in enumerate(following)
    )


def _joined(tokens: Sequence[Token], named: Sequence[Mention]) -> list[Mention]:
    result: list[Mention] = []
    for mention in named:
        before = result[-1] if result else None
        gap = tokens[before.end : mention.begin] if before else ()
        touches = before is not None and not tokens[before.end - 1].closes
        with_word = len(gap) == 1 and gap[0].folded in JOINING and not gap[0].closes
        if before and touches and (with_word or (not gap and _has_strengths(tokens, before, mention))):
            name = f"{before.drug.name}/{mention.drug.name}"
            written = f"{before.drug.written}/{mention.drug.written}"
            drug = drugs_by_name().get(key(name)) or Drug(
                name, before.drug.units, (), before.drug.route, written
            )
            result[-1] = Mention(drug, before.begin, mention.end)
        else:
            result.append(mention)
    return result


def _has_strengths(tokens: Sequence[Token], first: Mention, second: Mention) -> bool:
    """Whether two drugs named in one breath are one: "telmisartán amlodipino 40/5"."""
    known = strengths_of(f"{first.drug.name}/{second.drug.name}")
    return any(token.folded in known for token in tokens[second.end : second.end + STRENGTHS_WITHIN])


def _class(match: Match) -> Mention:
    return Mention(Drug(match.concept, written=match.concept), match.begin, match.end, is_class=True)


def _not_taken_back(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for place, mention in enumerate(mentions):
        if place + 1 < len(mentions):
            between = {token.folded for token in tokens[mention.end : mentions[place + 1].begin]}
            if between & (CORRECTING - {"no", "mejor"}) and between <= CORRECTING | {"el", "la", "de"}:
                continue
        kept.append(mention)
    return kept
