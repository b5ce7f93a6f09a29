"""From what is said to the patient to what is said of him: "te arde" → "le arde"."""

import re

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.writing.extractive.words.verbs import Person, Tense, VerbForm, is_infinitive, verb_forms
from medic_scribe.writing.extractive.words.who_acts import second_person
from medic_scribe.writing.redaction.words import is_given_name, may_be_name

_CALLED = re.compile(r"(?:^|, )(?P<name>[A-ZÁÉÍÓÚÑ][a-záéíóúñü]+)(?:[,:] |[,.!…]*$|(?=[.?!]))")


def without_names(text: str) -> str:
    """Without the name of who is spoken to: "Es leve, Lucía", "Lucía, es leve" → "Es leve"."""

    def kept(found: re.Match[str]) -> str:
        last = found.start() > 0 and not text[found.end() :].strip("?.!… ")
        if not (is_given_name(found["name"]) or (last and may_be_name(found["name"]))):
            return found[0]
        return found[0][-2:] if found.start() and found[0].endswith(" ") else ""

    return _CALLED.sub(kept, text)


def from_you(words: list[str]) -> list[str]:
    """ "te arde cuando hacés pis" → "le arde cuando hace pis"; "a usted le sirve" → "le sirve"."""
    turned: list[str] = []
    for place, word in enumerate(words):
        form = second_person(words, place) or _done_to_yourself(words, place) or _forbidden(words, place)
        bare = strip_punctuation(word)
        low = bare.lower()
        if form:
            turned.append(word.replace(bare, form.third))
        elif _after_te(words, place) and _unlisted(bare):
            turned.append(word.replace(bare, _without_your_ending(bare)))
        elif low in ("usted", "vos", "tú", "ti", "ustedes"):
            if fold(" ".join(words[place + 1 : place + 2])) in ("mismo", "misma"):
                turned += [] if turned and fold(turned[-1]) in ("a", "en", "por", "para") else ["a"]
                turned.append(word.replace(bare, "sí"))
            elif (turned and fold(turned[-1]) in ("a", "en", "para")) or (
                turned and fold(turned[-1]) == "y" and place + 1 == len(words)
            ):
                turned.pop()
            elif turned and fold(turned[-1]) in ("con", "de", "por"):
                turned.append(word.replace(bare, "paciente"))
        elif low.endswith("ieras") and not verb_forms(low):
            turned.append(word.replace(bare, bare[:-1]))  # "quisieras"
        elif low.endswith(("arte", "erte", "irte")) and is_infinitive(bare[:-2]):
            turned.append(word.replace(bare, bare[:-2] + "se"))
        elif low == "te" and fold(" ".join(words[place + 1 : place + 2])) in ("lo", "la", "los", "las"):
            turned.append(word.replace(bare, "se"))
        elif low == "te" and _to_yourself(words, place):
            turned.append(word.replace(bare, "Se" if bare[0].isupper() else "se"))
        elif low in _SWAPS:
            turned.append(word.replace(bare, _SWAPS[low]))
        else:
            turned.append(word)
    return turned


def _to_yourself(words: list[str], place: int) -> bool:
    """ "te golpeaste", "te has hecho": what "you" do to yourself; but "te duele"."""
    following = fold(strip_punctuation(words[place + 1])) if place + 1 < len(words) else ""
    return following in ("has", "habias", "hayas", "estas", "vas") or bool(
        following
        and (
            second_person(words, place + 1)
            or _done_to_yourself(words, place + 1)
            or _unlisted(strip_punctuation(words[place + 1]))
        )
    )


def _done_to_yourself(words: list[str], place: int) -> VerbForm | None:
    """ "no te preocupes": after "te" a form of "you" can be nothing else."""
    forms = verb_forms(strip_punctuation(words[place])) if _after_te(words, place) else ()
    return forms[0] if forms and all(form.person is Person.SECOND for form in forms) else None


def _forbidden(words: list[str], place: int) -> VerbForm | None:
    """ "no tomes", "no la cortes": behind a "no" a wish of "you" can be nothing else."""
    before = place - 1
    while before > 0 and fold(words[before]) in ("lo", "la", "los", "las", "le", "les"):
        before -= 1
    forms = verb_forms(strip_punctuation(words[place]).lower())
    wished = bool(forms) and all(
        form.person is Person.SECOND and form.tense is Tense.SUBJUNCTIVE for form in forms
    )
    return forms[0] if wished and before >= 0 and fold(words[before]) in ("no", "ni", "nunca") else None


def _after_te(words: list[str], place: int) -> bool:
    """ "te agobias", "te lo saltás"."""
    before = [fold(word) for word in words[max(0, place - 2) : place]]
    return before[-1:] == ["te"] or (before[:1] == ["te"] and before[-1] in ("lo", "la", "los", "las"))


def _unlisted(word: str) -> bool:
    """A verb nobody listed that ends as "you" do: "no te enteras", "no te agobies"."""
    yours = ("as", "es", "ás", "és", "aste", "iste")
    return len(word) > 4 and word.endswith(yours) and not verb_forms(word)


def _without_your_ending(word: str) -> str:
    """ "agobias" → "agobia", "lesionaste" → "lesionó"."""
    if word.endswith(("aste", "iste")):
        return word[:-4] + ("ó" if word.endswith("aste") else "ió")
    return word[:-2] + fold(word[-2])


_SWAPS = {"te": "le", "tu": "su", "tus": "sus", "contigo": "con el paciente"}
