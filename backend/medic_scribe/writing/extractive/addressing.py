"""From what is said to the patient to what is said of him: "te arde" → "le arde"."""

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.writing.extractive.person import second_person
from medic_scribe.writing.extractive.verbs import is_infinitive


def from_you(words: list[str]) -> list[str]:
    """ "te arde cuando hacés pis" → "le arde cuando hace pis"; "a usted le sirve" → "le sirve"."""
    turned: list[str] = []
    for place, word in enumerate(words):
        form = second_person(words, place)
        bare = strip_punctuation(word)
        low = bare.lower()
        if form:
            turned.append(word.replace(bare, form.third))
        elif low in ("usted", "vos", "tú", "ti", "ustedes"):
            if (turned and fold(turned[-1]) in ("a", "en", "para")) or (
                turned and fold(turned[-1]) == "y" and place + 1 == len(words)
            ):
                turned.pop()
            elif turned and fold(turned[-1]) in ("con", "de", "por"):
                turned.append(word.replace(bare, "paciente"))
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
        following and second_person(words, place + 1)
    )


_SWAPS = {"te": "le", "tu": "su", "tus": "sus", "contigo": "con el paciente"}
