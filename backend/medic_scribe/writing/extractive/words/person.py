"""From "me canso mucho" to "se cansa mucho": a speaker's first person in the third.

The rule of safety: where a word of the first or second person is left that no rule turned, there is no
rewriting, and the caller quotes the words as they were said.
"""

import re
from collections.abc import Sequence

from medic_scribe.clinical import fold
from medic_scribe.writing.extractive.words.verbs import (
    Person,
    Tense,
    VerbForm,
    in_person,
    is_infinitive,
    verb_forms,
    verb_forms_without_accents,
)

_POSSESSIVES = {"mi": "su", "mis": "sus", "mia": "suya", "mio": "suyo", "mias": "suyas", "mios": "suyos"}
_PRONOUNS = frozenset(("me", "se", "le", "les", "lo", "la", "los", "las", "te", "nos", "no", "ya"))
_LEFT = frozenset(
    "me mi mis yo conmigo nosotros nosotras nuestro nuestra te tu vos usted ustedes contigo mia mio"
    " fijese mire imaginese digo dije os".split()
)
# Forms that are far oftener something else than a verb in the first person, unless a pronoun stands before.
_NOUNS = frozenset(
    "como bajo sobre peso paso trabajo uso bano camino sueno cuento vino cambio gasto ayuno vomito"
    " controlo control rio cargo rato pico corte dolores hablo marco tiro regreso ingreso descanso"
    " desayuno almuerzo quito fallo logro apoyo corto lleno canto sano seco para entre este nada cura toma"
    " cerca rasco di parto susto resto golpe mando medio acido fuerzo manejo apuro tarde noche siempre"
    " desde hace parte leve grave clase aparte sin sal ven pon ten acto abuso ahora".split()
)
# Of those, verbs where they begin a sentence: "uso lentes", "camino una cuadra".
_BEGINNING = frozenset("uso camino trabajo manejo cargo gasto".split())
_AFTER_NOUNLIKE = frozenset("poco poquito bien mal mucho menos mas de lo normal fuera sano".split())
_BEFORE_YOUR_VERB = frozenset(
    "te no que si cuando y para lo la se me le vos tu ya donde como cuanto cuantos cuantas anos"
    " hace o silla pis cual quien porque"
    " aunque donde mientras nos ni".split()
)
_AUXILIARIES = frozenset("he ha has han hemos habia habian haber sido esta estoy".split())
_DETERMINERS = frozenset(
    "el un los del al mi su este ese mucho mas poco de por tengo algun cada buen con sin dos tres todo"
    " otro ningun en la una".split()
)


def third_person(words: Sequence[str], subject: str = "") -> list[str] | None:
    """The words in the third person; None where a first or second person is left that no rule turns.

    `subject` stands where the speaker said "yo".
    """
    turned: list[str] = []
    bare = not in_first_person(words)
    for place, word in enumerate(words):
        if _before_me(words, place):
            new = _keeping(word, word.strip(".,;:¿?¡!…"), "al")
        elif place and _before_me(words, place - 1):
            who = "acompañante" if subject.endswith("acompañante") else "paciente"
            new = _keeping(word, word.strip(".,;:¿?¡!…"), who)
        elif _folded(word) == "yo":
            new = _keeping(word, word.strip(".,;:¿?¡!…"), subject or "el paciente") if bare else subject
        else:
            new = _turn(words, place, word)
        if new is None:
            return None
        if new:
            turned.append(new)
    return turned


def _turn(words: Sequence[str], place: int, word: str) -> str | None:
    bare = word.strip(".,;:¿?¡!…")
    low = fold(bare)
    if low == "mi" and "í" in bare.lower():
        return None
    if low in _POSSESSIVES:
        return _keeping(word, bare, _POSSESSIVES[low])
    if low == "me":
        return _pronoun(words, place, word, bare)
    if low == "nos":
        return _keeping(word, bare, _of_us(words, place))
    if low in _LEFT:
        return None
    if we := of_us(words, place):
        return _keeping(word, bare, in_person(we, Person.THEY))
    if low.endswith("ndome") or (low.endswith("rme") and _is_infinitive_with_me(bare)):
        return _keeping(word, bare, bare[:-2] + "se")
    if low.endswith(("asteis", "isteis")):
        return _keeping(word, bare, _what_you_all_did(low))
    if _pleads(words, place):
        return None
    form = first_person(words, place)
    if form:
        return _keeping(word, bare, form.third)
    if _is_i(words, place - 1) and _unlisted(word) and low not in _AFTER_I:
        return None
    return None if second_person(words, place) else word


def _before_me(words: Sequence[str], place: int) -> bool:
    """Whether "a mí" stands there, of the patient; a lost accent shows by what follows: "a mi no"."""
    if _folded(words[place]) != "a" or place + 1 >= len(words) or _folded(words[place + 1]) != "mi":
        return False
    accented = "í" in words[place + 1].lower()
    following = _folded(words[place + 2]) if place + 2 < len(words) else ""
    return accented or not following or words[place + 1][-1:] in ",.;" or following in _BEHIND_ME


_BEHIND_ME = frozenset("me no ni si nunca tampoco tambien nadie nada ninguna ninguno lo la los las".split())
_STILL_SO = frozenset("vivir trabajar dormir usar convivir".split())


def of_us(words: Sequence[str], place: int) -> VerbForm | None:
    """The verb of "we" that the word is: "lo llevamos". What may be either is past, unless it goes on."""
    bare = words[place].strip(".,;:¿?¡!…").lower()
    forms = verb_forms(bare)
    aside = bare == "vamos" and (place + 1 == len(words) or words[place].endswith(","))  # "52, vamos"
    noun = place > 0 and _folded(words[place - 1]) in ("los", "unos")
    if not bare.endswith("mos") or not forms or aside or noun:
        return None
    told = [form for form in forms if form.person is Person.WE and form.tense is not Tense.SUBJUNCTIVE]
    object_before = place > 0 and _folded(words[place - 1]) in _OBJECTS
    goes_on = _STILL_SO if object_before else _STILL_SO | {"llevar"}  # "llevamos tres meses esperando"
    still = [form for form in told if form.infinitive in goes_on and form.tense is Tense.PRESENT]
    return next(iter(still or told[::-1]), None) if len(told) == len(forms) else None


def _of_us(words: Sequence[str], place: int) -> str:
    """ "nos dijeron" → "les dijeron", "nos lo dieron" → "se lo dieron", "nos asustamos" → "se asustaron"."""
    following = _folded(words[place + 1]) if place + 1 < len(words) else ""
    himself = following in ("lo", "la", "los", "las") or (following and of_us(words, place + 1))
    return "se" if himself else "les"


def _what_you_all_did(verb: str) -> str:
    """ "quitasteis" → "quitaron", "dijisteis" → "dijeron"."""
    verb = re.sub(r"(j|fu)isteis$", r"\1eron", verb)
    return verb.replace("isteis", "ieron").replace("asteis", "aron")


def _is_infinitive_with_me(word: str) -> bool:
    """ "relajarme", also of a verb nobody listed; but "enferme", "duerme", "firme"."""
    unlisted = len(word) > 6 and word.lower().endswith(("arme", "erme", "irme")) and not verb_forms(word)
    return is_infinitive(word[:-2]) or (unlisted and word.lower() not in _NO_INFINITIVES)


_NO_INFINITIVES = frozenset("desarme confirme reafirme enferme gendarme duerme".split())


def _pleads(words: Sequence[str], place: int) -> bool:
    """ "no me asuste", "no me lo quiten": an order to the listener, unless the past has lost its accent."""
    before = _before_objects(words, place)
    if before in (-1, place - 1) or words[before].lower() != "no" or _wished(words, before):
        return False
    bare = words[place].strip(".,;:¿?¡!…").lower()
    forms = verb_forms(bare)
    subjunctive = [form.tense is Tense.SUBJUNCTIVE for form in forms]
    if bare.endswith(("e", "en")):
        unlisted = not forms and _folded(words[before + 1]) == "me"
        return (any(subjunctive) or unlisted) and bare not in ("he", "ha", "le")
    return bare.endswith(("a", "an")) and bool(forms) and all(subjunctive) and forms[0].infinitive != "haber"


_AFTER_I = frozenset("mismo solo tampoco primero luego pero creo como sano".split())


def _is_i(words: Sequence[str], place: int) -> bool:
    return place >= 0 and _folded(words[place]) == "yo"


_OBJECTS = frozenset("me lo la los las le les".split())


def _before_objects(words: Sequence[str], place: int) -> int:
    """Where the word stands before the verb's pronouns: the "no" of "no me lo quite"."""
    before = place - 1
    while before > 0 and _folded(words[before]) in _OBJECTS:
        before -= 1
    return before


def _unlisted(word: str) -> bool:
    """A verb nobody listed that ends as a first person does: "me callo", "me imaginé", "me pelaba"."""
    bare = word.strip(".,;:¿?¡!…").lower()
    return len(bare) > 3 and bare.endswith(("o", "é", "í", "aba")) and not verb_forms(bare)


def _pronoun(words: Sequence[str], place: int, word: str, bare: str) -> str | None:
    """ "me tomo" → "se toma"; "me duele" → "le duele"; "me lo quitaron" → "se lo quitaron"."""
    following = [_folded(w) for w in words[place + 1 : place + 3]]
    if following[:1] and following[0] in ("lo", "la", "los", "las"):
        return _keeping(word, bare, "se")
    verb = place + 1
    while verb < len(words) and _folded(words[verb]) in _PRONOUNS:
        verb += 1
    reflexive = verb < len(words) and (
        first_person(words, verb, after_pronoun=True) is not None
        or _doing(words[verb : verb + 2])
        or _wanting(words[verb : verb + 2])
        or _used_to(words[verb : verb + 2])
    )
    if not reflexive and verb == place + 1 and verb < len(words) and _unlisted(words[verb]):
        return None
    return _keeping(word, bare, "se" if reflexive else "le")


# What happens to somebody, and is not done: "me estaba doliendo".
_HAPPENING = re.compile(
    r"(dol|ard|pic|molest|d|sal|pas|qued|falt|fall|sub|baj|cost|llam|atend|trat|revis|mat|gan)[iy]?[ae]ndo"
)


def _doing(words: Sequence[str]) -> bool:
    """ "(me) estaba tomando": what one does oneself, though the verb could be anybody's."""
    folded = [_folded(word) for word in words]
    return (
        len(folded) == 2
        and folded[0] in ("estaba", "andaba", "iba", "seguia")
        and folded[1].endswith("ndo")
        and not _HAPPENING.fullmatch(folded[1])
    )


_TO_ONESELF = frozenset(
    "morir ir quedar dormir levantar acostar mover caer desmayar sentar parar bañar vestir matar".split()
)


def _wanting(words: Sequence[str]) -> bool:
    """ "(me) quería morir", "(me) podía mover": what one wants or can do oneself."""
    bare = [word.strip(".,;:¿?¡!…").lower() for word in words]
    return len(bare) == 2 and bare[1] in _TO_ONESELF and bare[0] in ("quería", "podía", "queria", "podia")


# What one does to oneself, and nothing else does: "me levantaba"; but "me dolía", "me despertaba el dolor".
_USED_TO = frozenset(
    "levantar acostar dormir despertar sentir olvidar acordar tomar mover bañar duchar vestir sentar parar"
    " caer inyectar pinchar ahogar quedar quejar saltar aplicar cuidar".split()
)
_SUBJECT_FOLLOWS = frozenset("el la los las un una mi ese esa esto eso".split())
_TAKEN_TO_ONESELF = frozenset("tomar inyectar pinchar aplicar saltar".split())


def _used_to(words: Sequence[str]) -> bool:
    """ "(me) olvidaba la pastilla": the imperfect is anybody's, and of these verbs the speaker's own."""
    bare = words[0].strip(".,;:¿?¡!…").lower() if words else ""
    does = {form.infinitive for form in verb_forms(bare) if form.tense is Tense.IMPERFECT}
    if not bare.endswith(("aba", "ía", "ia")) or not does & _USED_TO:
        return False
    subject = len(words) > 1 and _folded(words[1]) in _SUBJECT_FOLLOWS
    return not subject or bool(does & (_TAKEN_TO_ONESELF | {"olvidar"}))


def in_first_person(words: Sequence[str]) -> bool:
    """Whether any of them is a verb of who speaks."""
    return any(first_person(words, place) for place in range(len(words)))


def first_person(words: Sequence[str], place: int, after_pronoun: bool = False) -> VerbForm | None:
    """The verb in the first person of the singular that the word is, judged with its neighbours."""
    bare = words[place].strip(".,;:¿?¡!…").lower()
    before = _folded(words[place - 1]) if place else ""
    reflexive = after_pronoun or before == "me"
    if (
        bare == "se"
        or before in _AUXILIARIES
        or (place > 1 and before == fold(bare) and _folded(words[place - 2]) in _AUXILIARIES)
        or (before in _DETERMINERS and before != "la" and not reflexive and not _after_pronouns(words, place))
    ):
        return None
    if bare in _COMPLAINTS and not reflexive:
        return None
    pronoun = reflexive or before in ("no", "yo", "ya", "lo", "la", "los", "las", "se", "ni", "le")
    forms = [f for f in verb_forms(bare) if f.person is Person.FIRST]
    himself = place + 1 < len(words) and _folded(words[place + 1]) == "yo"
    if bare.endswith("o") and bare not in _ALWAYS_VERBS and not (himself or _verb_may_stand(words, place)):
        return None
    if not forms and (past := _unlisted_past(words[place])):
        return past
    if (
        not forms
        and bare == fold(bare)
        and bare.endswith(("e", "i"))
        and (pronoun or before in ("", "y"))
        and before not in ("la", "las", "los")
        and (reflexive or bare not in _THINGS)
        and not _wished(words, place)
        and not (before in ("", "y") and _no_past(words, place))
    ):
        # the past may have lost its accent: "deje" for "dejé"
        forms = [
            f for f in verb_forms_without_accents(bare) if f.person is Person.FIRST and f.tense is Tense.PAST
        ]
    begins = (
        not place and bare in _BEGINNING and len(words) > 1 and _folded(words[1]) not in ("de", "del", "y")
    )
    when = (before in ("cuando", "mientras") and bare in _DOING_WHEN) or (
        before in ("que", "porque") and bare in _BEGINNING
    )
    if forms and fold(bare) in _NOUNS and not (reflexive or himself or begins or when):
        after = _folded(words[place + 1]) if place + 1 < len(words) else ""
        object_before = before in ("no", "yo", "ya", "lo", "ni", "le", "les") and fold(bare) != "como"
        object_before = object_before or (before == "la" and bare.endswith("o"))  # no noun: "la uso"
        if not object_before and (not (pronoun or not place) or after not in _AFTER_NOUNLIKE):
            return None
    return forms[-1] if forms else None


def _after_pronouns(words: Sequence[str], place: int) -> bool:
    """ "me los tomé", "porros, los dejé": no article, as in "los cortes"."""
    accented = words[place].strip(".,;:¿?¡!…").endswith(("é", "í"))  # "porros, los dejé" can be no noun
    article = _folded(words[place - 1]) if place else ""
    before = _folded(words[place - 2]) if place > 1 else ""
    return article in ("los", "las") and (accented or (article == "los" and before in ("me", "se", "no")))


def _wished(words: Sequence[str], place: int) -> bool:
    """ "que no me lo lleve": a wish, not a past that lost its accent."""
    before = min(place - 2, _before_objects(words, place) - 1)
    return any(
        _folded(word) in ("que", "cuando", "para", "ojala", "aunque")
        for word in words[max(0, before) : place]
    )


def _no_past(words: Sequence[str], place: int) -> bool:
    """ "sangre, no", "apunte no más": at the start, a noun before a pause or an order, and no past in the
    first person."""
    following = _folded(words[place + 1]) if place + 1 < len(words) else ""
    alone = place + 1 == len(words) or words[place][-1:] in ",.;:"
    return alone or following in ("no", "si", "usted", "o", "vi", "que")


# What ends as a first person's past does, and is none.
_NO_PAST = frozenset(
    "aquí así ahí allí porqué café bebé acné comité puré chalé carné bisté paté usté consomé cliché parqué"
    " peroné periné puntapié corsé bidé maniquí bisturí frenesí guaraní esquí jabalí rubí maní ají israelí"
    " iraquí marroquí josé rené josué salomé bernabé".split()
)


def _unlisted_past(word: str) -> VerbForm | None:
    """A verb nobody listed in the past, where its accent shows it: "lo achaqué" → "achacó"."""
    bare = word.strip(".,;:¿?¡!…")
    if len(bare) < 4 or bare in _NO_PAST or not bare.islower() or verb_forms(bare):
        return None
    for ending, third in (("qué", "có"), ("gué", "gó"), ("cé", "zó"), ("é", "ó"), ("í", "ió")):
        if bare.endswith(ending):
            return VerbForm("", Tense.PAST, Person.FIRST, bare.removesuffix(ending) + third)
    return None


_THINGS = frozenset(
    "sangre fiebre leche carne toque roce goce coste bote corte pase cruce ataque choque golpe".split()
)
_ALWAYS_VERBS = frozenset(
    "tengo duermo siento puedo quiero tomo fumo bebo vivo estoy hago digo pongo salgo vengo veo"
    " oigo creo necesito prefiero"
    " levanto despierto acuesto canso olvido noto llevo traigo sigo orino"
    " ando abro aprendo caigo conduzco corro cumplo debo empiezo entiendo leo meto muerdo muero muevo padezco"
    " pido pierdo subo sufro tiemblo toso vendo vuelvo".split()
)
# Without "me" before them these are complaints: "mareo no", "me estaba dando ahogo".
_COMPLAINTS = frozenset("ahogo mareo desmayo canso".split())
_DOING_WHEN = frozenset("manejo camino trabajo bajo cargo descanso uso como".split())
_VERB_SLOTS = frozenset(
    "me no yo ya nunca siempre tambien solo casi que cuando si donde y pero porque lo la los las"
    " se le ni tampoco hasta mientras asi"
    " entonces ahora antes todavia aun veces".split()
)


def _verb_may_stand(words: Sequence[str], place: int) -> bool:
    """Whether a verb can stand there: at the start, after a pause, a pronoun, an adverb or a conjunction."""
    return not place or words[place - 1][-1:] in ",.;:" or _folded(words[place - 1]) in _VERB_SLOTS


def second_person(words: Sequence[str], place: int) -> VerbForm | None:
    """The verb in the second person (tú, vos) that the word can only be."""
    bare = words[place].strip(".,;:¿?¡!…").lower()
    forms = verb_forms(bare)
    if not forms or bare in _NOT_YOURS or any(f.person is not Person.SECOND for f in forms):
        return None
    certain = bare.endswith(("ías", "abas", "aste", "iste", "íste"))
    if (
        place
        and not certain
        and bare not in _ALWAYS_YOURS
        and not bare.endswith(_ONLY_YOURS)
        and _folded(words[place - 1]) not in _BEFORE_YOUR_VERB
        and not words[place - 1].endswith((",", "."))
    ):
        return None  # "las pastillas", "dos tomas", "frases completas"
    exact = [f for f in forms if f.tense is not Tense.SUBJUNCTIVE]
    return exact[0] if exact and bare.endswith((*_ONLY_YOURS, "as", "es", "sos")) else None


# Endings that no noun shares ("tomás", "comiste"), and short verbs that are nothing else.
_ONLY_YOURS = ("ás", "és", "ís", "aste", "iste", "íste")
_NOT_YOURS = frozenset(("pruebas",))  # "Pruebas cutáneas": a noun, though it stands first
_ALWAYS_YOURS = frozenset(
    "das has vas sigues andas subes tienes puedes quieres sientes haces duermes comes bebes vuelves pierdes"
    " empeoras levantas despiertas empiezas dejas sigas tengas puedas vuelvas".split()
)


def _keeping(word: str, bare: str, new: str) -> str:
    """`new` in the place of `bare`, with the punctuation and the capital of `word`."""
    if bare[:1].isupper():
        new = new[:1].upper() + new[1:]
    return word.replace(bare, new, 1)


def _folded(word: str) -> str:
    return fold(word.strip(".,;:¿?¡!…"))
