"""What was asked as something that can be denied: "perdió el ánimo" → "haber perdido el ánimo"."""

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.writing.extractive.words.verbs import (
    CLITICS,
    Person,
    Tense,
    is_verb,
    participle,
    subjunctive,
    verb_forms,
)
from medic_scribe.writing.extractive.words.wording import lowered


def negated(clause: str) -> str:
    """ "En el otro embarazo tuvo azúcar" → "En el otro embarazo no tuvo azúcar"."""
    words = clause.split()
    verb = next((i for i in range(len(words)) if _verb_stands(words, i)), 0)
    while verb and fold(words[verb - 1]) in CLITICS:
        verb -= 1
    return " ".join([*words[:verb], "no", *words[verb:]]) if verb else f"No {lowered(clause)}"


def _verb_stands(words: list[str], place: int) -> bool:
    """Whether the word is the verb: not a noun behind its article, as in "en la casa hay"."""
    before = fold(words[place - 1]) if place else ""
    if before in ("el", "un", "una", "su", "sus", "del", "al", "de", "en", "con", "por", "mucha", "mucho"):
        return False
    if before in ("la", "los", "las") and place > 1:
        return False
    return is_verb(words[place]) or fold(words[place]) in ("ha", "han")


def as_complement(clause: str) -> str:
    """What "niega" can govern: "perdió el conocimiento" → "haber perdido el conocimiento".

    "se le hinchan las piernas" → "que se le hinchen las piernas", "le pusieron sonda" → "que le hayan puesto
    sonda". Empty where no verb stands at the start.
    """
    words = clause.split()
    place = 0
    while place < len(words) - 1 and fold(words[place]) in CLITICS:
        place += 1
    clitics = [fold(word) for word in words[:place]]
    bare, rest = strip_punctuation(words[place]), words[place + 1 :]
    reflexive = "se" if clitics == ["se"] else ""
    others = bool(clitics) and not reflexive
    if fold(bare) in ("ha", "han") and rest and not others:
        return " ".join([f"haber{reflexive}", *rest])
    for form in verb_forms(bare):
        if form.person not in (Person.THIRD, Person.THEY) or form.tense is Tense.IMPERATIVE:
            continue
        if form.tense is Tense.PAST and not others and form.person is Person.THIRD:
            return " ".join([f"haber{reflexive} {participle(form.infinitive)}", *rest])
        if form.tense is Tense.PRESENT and not clitics and form.infinitive in _HAPPENS:
            return " ".join(["que le", subjunctive(form.infinitive, form.person), *rest])
        if form.tense is Tense.PRESENT and not others and form.person is Person.THIRD:
            return " ".join([form.infinitive + reflexive, *rest])
        if form.tense is Tense.PRESENT and others and (wished := subjunctive(form.infinitive, form.person)):
            return " ".join(["que", *clitics, wished, *rest])
        if form.tense is Tense.PAST and clitics:
            wished = subjunctive("haber", form.person)
            return " ".join(["que", *clitics, wished, participle(form.infinitive), *rest])
    return ""


_HAPPENS = frozenset("doler arder picar molestar faltar costar".split())  # nobody does it himself
