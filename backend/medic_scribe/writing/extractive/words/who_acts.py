"""Who does what a verb says: whether a word is a verb of "I", of "we" or of "you", by its neighbours."""

from collections.abc import Sequence

from medic_scribe.clinical import fold
from medic_scribe.writing.extractive.words.tables import word_lists
from medic_scribe.writing.extractive.words.verbs import (
    Person,
    Tense,
    VerbForm,
    verb_forms,
    verb_forms_without_accents,
)

_WORDS = word_lists("person")
_AUXILIARIES = frozenset("he ha has han hemos habia habian haber sido esta estoy".split())
_DETERMINERS = frozenset(
    "el un los del al mi su este ese mucho mas poco de por tengo algun cada buen con sin dos tres todo"
    " otro ningun en la una".split()
)


def in_first_person(words: Sequence[str]) -> bool:
    """Whether any of them is a verb of who speaks."""
    return any(first_person(words, place) for place in range(len(words)))


def first_person(words: Sequence[str], place: int, after_pronoun: bool = False) -> VerbForm | None:
    """The verb in the first person of the singular that the word is, judged with its neighbours."""
    reflexive = after_pronoun or folded_at(words, place - 1) == "me"
    if _can_be_no_verb(words, place, reflexive):
        return None
    forms = [form for form in verb_forms(plain(words[place])) if form.person is Person.FIRST]
    if not forms and (past := _unlisted_past(words[place])):
        return past
    forms = forms or _past_without_accent(words, place, reflexive)
    return forms[-1] if forms and not _is_noun(words, place, reflexive) else None


def _can_be_no_verb(words: Sequence[str], place: int, reflexive: bool) -> bool:
    """Behind an auxiliary or an article, as a complaint, or where no verb that ends in "o" can stand."""
    word, before = plain(words[place]), folded_at(words, place - 1)
    again = before == fold(word) and folded_at(words, place - 2) in _AUXILIARIES  # "he ido, ido"
    article = before in _DETERMINERS and before != "la" and not reflexive
    if word == "como" and folded_at(words, place + 1) == "yo":
        return True
    if word == "se" or before in _AUXILIARIES or again or (article and not _after_pronouns(words, place)):
        return True
    if word in _WORDS["complaints"] and not reflexive:
        return True
    sure = word in _WORDS["always"] or folded_at(words, place + 1) == "yo" or _verb_may_stand(words, place)
    return word.endswith("o") and not sure


def _past_without_accent(words: Sequence[str], place: int, reflexive: bool) -> list[VerbForm]:
    """ "deje" for "dejé"."""
    word, before = plain(words[place]), folded_at(words, place - 1)
    begins = before in ("", "y")
    if word != fold(word) or not word.endswith(("e", "i")) or before in ("la", "las", "los"):
        return []
    if not (begins or _after_pronoun(before, reflexive)) or (word in _WORDS["things"] and not reflexive):
        return []
    if wished(words, place) or (begins and _no_past(words, place)):
        return []
    forms = verb_forms_without_accents(word)
    return [form for form in forms if form.person is Person.FIRST and form.tense is Tense.PAST]


def _after_pronoun(before: str, reflexive: bool) -> bool:
    return reflexive or before in _BEFORE_VERB


_BEFORE_VERB = frozenset("no yo ya lo la los las se ni le".split())


def _is_noun(words: Sequence[str], place: int, reflexive: bool) -> bool:
    """ "Trabajo, ninguno": what is far oftener a noun, unless its neighbours make it a verb."""
    word, before, after = plain(words[place]), folded_at(words, place - 1), folded_at(words, place + 1)
    if fold(word) not in _WORDS["nouns"] or reflexive or after == "yo":
        return False
    begins = not place and word in _WORDS["beginning"] and len(words) > 1 and after not in ("de", "del", "y")
    when = before in ("cuando", "mientras") and word in _WORDS["doing_when"]
    if begins or when or (before in ("que", "porque") and word in _WORDS["beginning"]):
        return False
    object_before = before in ("no", "yo", "ya", "lo", "ni", "le", "les") and fold(word) != "como"
    if object_before or (before == "la" and word.endswith("o")):  # no noun: "la uso"
        return False
    return bool(place and not _after_pronoun(before, reflexive)) or after not in _WORDS["behind_verb"]


def _verb_may_stand(words: Sequence[str], place: int) -> bool:
    """Whether a verb can stand there: at the start, after a pause, a pronoun, an adverb or a conjunction."""
    paused = not place or words[place - 1][-1:] in ",.;:"
    return paused or folded_at(words, place - 1) in _WORDS["before_verb"]


def _after_pronouns(words: Sequence[str], place: int) -> bool:
    """ "me los tomé", "porros, los dejé": no article, as in "los cortes"."""
    word = plain(words[place])
    accented = word.endswith(("é", "í")) or word == "he"  # "porros, los dejé", "los he visto" can be no noun
    article, before = folded_at(words, place - 1), folded_at(words, place - 2)
    return article in ("los", "las") and (accented or (article == "los" and before in ("me", "se", "no")))


def wished(words: Sequence[str], place: int) -> bool:
    """ "que no me lo lleve": a wish, not a past that lost its accent."""
    before = min(place - 2, before_objects(words, place) - 1)
    return any(folded_at(words, at) in _WISHING for at in range(max(0, before), place))


_WISHING = frozenset("que cuando para ojala aunque".split())


def _no_past(words: Sequence[str], place: int) -> bool:
    """ "sangre, no", "apunte no más": at the start, a noun before a pause or an order, and no past in the
    first person."""
    following = folded_at(words, place + 1)
    alone = place + 1 == len(words) or words[place][-1:] in ",.;:"
    return alone or following in ("no", "si", "usted", "o", "vi", "que")


def _unlisted_past(word: str) -> VerbForm | None:
    """A verb nobody listed in the past, where its accent shows it: "lo achaqué" → "achacó"."""
    past = word.strip(MARKS)
    if len(past) < 4 or past in _WORDS["no_past"] or not past.islower() or verb_forms(past):
        return None
    for ending, third in (("qué", "có"), ("gué", "gó"), ("cé", "zó"), ("é", "ó"), ("í", "ió")):
        if past.endswith(ending):
            return VerbForm("", Tense.PAST, Person.FIRST, past.removesuffix(ending) + third)
    return None


def unlisted(word: str) -> bool:
    """A verb nobody listed that ends as a first person does: "me callo", "me imaginé", "me pelaba"."""
    verb = plain(word)
    return len(verb) > 3 and verb.endswith(("o", "é", "í", "aba")) and not verb_forms(verb)


OBJECTS = frozenset("me lo la los las le les".split())


def before_objects(words: Sequence[str], place: int) -> int:
    """Where the word stands before the verb's pronouns: the "no" of "no me lo quite"."""
    before = place - 1
    while before > 0 and folded_at(words, before) in OBJECTS:
        before -= 1
    return before


def of_us(words: Sequence[str], place: int) -> VerbForm | None:
    """The verb of "we" that the word is: "lo llevamos". What may be either is past, unless it goes on."""
    word = plain(words[place])
    forms = verb_forms(word)
    aside = word == "vamos" and (place + 1 == len(words) or words[place].endswith(","))  # "52, vamos"
    noun = folded_at(words, place - 1) in ("los", "unos")
    if not word.endswith("mos") or not forms or aside or noun:
        return None
    told = [form for form in forms if form.person is Person.WE and form.tense is not Tense.SUBJUNCTIVE]
    goes_on = _WORDS["still"]
    if folded_at(words, place - 1) not in OBJECTS:
        goes_on = goes_on | {"llevar"}  # "llevamos tres meses esperando"
    still = [form for form in told if form.infinitive in goes_on and form.tense is Tense.PRESENT]
    return next(iter(still or told[::-1]), None) if len(told) == len(forms) else None


def second_person(words: Sequence[str], place: int) -> VerbForm | None:
    """The verb in the second person (tú, vos) that the word can only be."""
    word = plain(words[place])
    forms = verb_forms(word)
    if not forms or word in _NOT_YOURS or any(f.person is not Person.SECOND for f in forms):
        return None
    certain = word.endswith(("ías", "abas", "aste", "iste", "íste"))
    if (
        place
        and not certain
        and word not in _WORDS["always_yours"]
        and not word.endswith(_ONLY_YOURS)
        and folded_at(words, place - 1) not in _WORDS["before_yours"]
        and not words[place - 1].endswith((",", "."))
    ):
        return None  # "las pastillas", "dos tomas", "frases completas"
    exact = [f for f in forms if f.tense is not Tense.SUBJUNCTIVE]
    return exact[0] if exact and word.endswith((*_ONLY_YOURS, "as", "es", "sos")) else None


# Endings that no noun shares: "tomás", "comiste".
_ONLY_YOURS = ("ás", "és", "ís", "aste", "iste", "íste")
_NOT_YOURS = frozenset(("pruebas",))  # "Pruebas cutáneas": a noun, though it stands first


def folded_at(words: Sequence[str], place: int) -> str:
    """The folded word that stands there, empty where none does."""
    return fold(plain(words[place])) if 0 <= place < len(words) else ""


def plain(word: str) -> str:
    """In small letters, without the marks around it."""
    return word.strip(MARKS).lower()


MARKS = ".,;:¿?¡!…"
