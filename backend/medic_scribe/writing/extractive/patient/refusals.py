"""What the patient refuses and what the clinician then drops.

Neither half may stand alone: a proposal without its refusal would be an order, so the reply joins the line
it changes.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import find_medications, fold, read
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Evidence, Topic
from medic_scribe.writing.extractive.meaning.topics import PLAN
from medic_scribe.writing.extractive.note.lines import Line
from medic_scribe.writing.extractive.patient.amendments import mended_at, stems, with_leaning
from medic_scribe.writing.extractive.patient.retelling import told_text
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.words.wording import lowered, worded

_REFUSES = re.compile(
    r"\b(no se l[oa]s? (va|quiere|piensa|hace|pone|toma|pondra|hara)|no (l[oa]s? )?(quiere|acepta|va a"
    r"|piensa)|ni loc[oa]|eso si que no|hoy no|prefiere (no|que no)|no le interesa|no toma es[aeo]s?"
    r"|no se (opera|vacuna|inyecta|infiltra|pincha|pone|toma|queda|ingresa|interna|hospitaliza)"
    r"|^(no, )?es[aeo]s? no(?=,|$)"
    r"|ya (se |me |le )?l[oa]s? (han|hicieron|pusieron|dieron|tomaron)"
    r"|se niega|mejor no|no me l[oa]s? (voy|quiero|pienso)"
    r"|lo (va a |tiene que |quiere )?(piensa|pensar|consulta|consultar)|(dejeme|dejame) pensar(lo|la)?"
    r"|prefiere (esperar|pensar(lo|la)?))\b"
)
# "La incapacidad no", "no, doctor, aparatos no", "en la cuna no": only of what was proposed.
_REFUSES_BY_NAME = re.compile(
    r"^(no, |pero |yo )*((en|con|de|por|para|al?) )?((la|el|los|las) )?\w+"
    r"( (en|de|del|con|para) ((la|el|los|las) )?\w+)?,? no\b"
)
# A reply that is nothing else: "No, gracias. Para lo que hablo…"
_REFUSES_AT_ONCE = r"^ (ay |uy |bueno )?(no|ni hablar|de eso nada|eso no) (no |deje? |gracias |doctora? )*$"
RETRACTS = (
    r"^ (ah |ay |uy |no |bueno |ya |ok |vale |tiene razon |tienes razon )*(entonces|pues) (ni|no|solo|ya no"
    r"|mejor|nada|hagamos otra|sin|la dejamos|olvid\w+"
    r"|(siga|sigue|seguimos|deje|dejemos|mantenga|mantenemos|suba|baje|pase|ponga)(se)? (con|en|a|de) \d+"
    r"|lo dejamos|(el |la )?\w+ (no|en ningun\w+|fuera|ni hablar))\b|^ (el |los |la |las )?\w+ entonces $"
)
# The clinician gives way: "Está bien, se respeta", "Bueno, como quiera", "Bien, no la ponemos".
YIELDS = (
    r"^ (esta bien |bien |bueno |vale |ok |de acuerdo |listo |entiendo |ya |claro |pues )*"
    r"((lo|la|se|le) respet\w+|como (usted )?(quiera|quieras|prefiera|prefieras|guste)|es su decision"
    r"|no (lo|la|le|te) obligo|no l[oa]s? (?!veo |creo )\w+(amos|emos|o)|(lo|la|los|las) dejamos|sin \w+) "
)
_STRONGLY = (
    r"\b(eso si que no|ni loc[oa]|hoy no|ni se le ocurra|ni pensarlo|de ninguna manera)\b"
    r"|^ (mejor )?(para |en )?otr[oa] (dia|vez|semana) $"
)
_NO_NO = r"^ (ay|uy|huy|uf|no) no( no)*( doctora?| doc)? $"
# A question whose "no" is one to what was just proposed: "¿La hacemos?", "¿Se anima?".
_OF_THE_PROPOSAL = (
    r"\b(\w+[aei]mos|anim[ae]s?|acuerdo|parec\w+|acept\w+|quier\w+|pued\w+|vale|gustari\w+|firm[ae]s?|dej[ae]s?"
    r"|autoriz\w+|permit\w+|le (pongo|doy|mando|pido|hago)|te (pongo|doy|mando|pido|hago))\b"
)


def with_refusals(
    lines: list[Line], told: list[Line], clauses: Sequence[Clause], questions: Sequence[Clause] = ()
) -> list[Line]:
    """The lines and what was told, with a refusal inside the proposal of the turn just before.

    `clauses` are all that was answered: "Eso sí que no" refuses without saying anything else, and so does
    a bare "No" that answers none of the `questions`, or one about the proposal.
    """
    kept: list[Line] = []
    proposed = clauses[0].turn - 1
    of_it = all(question.says(_OF_THE_PROPOSAL) for question in questions)
    strong = next((c for c in clauses if c.says(_STRONGLY) or (of_it and c.says(_NO_NO))), None)
    if not strong and not questions and _refuses_at_once(clauses):
        strong = clauses[0]
    place = _proposal(lines, proposed, strong.text) if strong else None
    if strong and place is not None:
        said = _said_by(strong.speaker, _in_words(strong))
        lines = _refused(lines, place, said, (strong.evidence,))
        told = [left for line in told if (left := _without(line, strong.evidence))]
    for line in told:
        refusal = next((p for p in line.parts if _refuses(p.text, lines, proposed)), None)
        place = _proposal(lines, proposed, refusal.text) if refusal else None
        if refusal is None or line.denied or place is None:
            kept.append(line)
            continue
        whole, rest = with_leaning(line, refusal)
        speaker = next((c.speaker for c in clauses if c.turn == line.turn), Speaker.PATIENT)
        lines = _refused(lines, place, _said_by(speaker, whole), refusal.evidence)
        if rest:
            kept.append(replace(line, parts=rest))
    return lines + kept


def _said_by(speaker: Speaker, text: str) -> str:
    """The words with who says them, once: "paciente: aparatos no quiere"."""
    if re.match(r"(según )?(el )?acompañante\b", text, re.IGNORECASE):
        return lowered(text)
    said = re.sub(r"^(el )?paciente,? (?=\w)", "", text, flags=re.IGNORECASE)
    who = "acompañante" if speaker is Speaker.COMPANION else "paciente"
    return f"{who}: {lowered(said)}"


def _in_words(clause: Clause) -> str:
    return told_text(clause, attributed=False) or worded(clause.text)


def _refused(lines: Sequence[Line], place: int, text: str, evidence: Sequence[Evidence]) -> list[Line]:
    """The lines with a refusal behind the proposal at `place`, of which nothing may stand without it."""
    mended = mended_at(lines, place, text, evidence)
    mended[place] = mended[place].in_one_piece().marked("refused")
    return mended


def _without(line: Line, evidence: Evidence) -> Line | None:
    """The line without the pieces that say nothing but the words of `evidence`."""
    left = tuple(part for part in line.parts if part.evidence != (evidence,))
    return replace(line, parts=left) if left else None


def _refuses_at_once(clauses: Sequence[Clause]) -> bool:
    first, *rest = clauses
    return first.says(_REFUSES_AT_ONCE) and not (rest and rest[0].says(r"^ (bueno|si|claro|digo|perdon)\b"))


def with_retractions(lines: list[Line], stated: list[Line], answers: Sequence[Turn]) -> list[Line]:
    """The lines and what was stated, with what the clinician drops after the patient's answers inside its
    line."""
    kept: list[Line] = []
    replies = [clause for answer in answers for clause in answer.clauses]
    reply = " ".join(clause.text for clause in replies)
    for line in stated:
        lines, line = _revoked(lines, line)
        first = line.parts[0]
        retracts = bool(answers) and "retracts" in first.traits
        about = first.text if find_medications(read(first.text)) else f"{reply} {first.text}"
        place = _proposal(lines, answers[0].number - 1, about) if retracts else None
        if place is None:
            kept.append(line)
            continue
        yields = _ONLY_YIELDS.search(fold(first.text))
        no = next((c for c in replies if not c.asked and c.says(r"\b(no|ni|nunca)\b")), None)
        if yields and no and not _SAYS_WHO.search(lines[place].text):
            lines = _refused(lines, place, _said_by(no.speaker, _in_words(no)), (no.evidence,))
            lines = [left for line in lines if (left := _without(line, no.evidence))]
        elif not (yields and _SAYS_WHO.search(lines[place].text)):
            lines = _refused(lines, place, first.text, first.evidence)
        if rest := line.parts[1:]:
            kept.append(replace(line, parts=rest))
    return lines + kept


# "Lo que le dije de la bici, bórrelo: nada de ejercicio."
_REVOKES = re.compile(
    r"lo que (?:le|te|les) (?:dije|mande|puse) (?:del?|sobre) (?P<what>[^,;.:]{4,40}),? (?:l[oa] )?"
    r"(?:borr|olvid|tach|anul|quit|no va)\w*[:,.]? ?"
)


def _revoked(lines: list[Line], line: Line) -> tuple[list[Line], Line]:
    """The lines without the orders that the clinician erases by name, and what is said instead."""
    first, *rest = line.parts
    erased = _REVOKES.search(fold(first.text))
    if not erased:
        return lines, line
    gone = stems(erased["what"], 4)
    left = [_without_orders(old, gone) if _proposes(old) else old for old in lines]
    instead = first.text[erased.end() :]
    kept = replace(line, parts=(replace(first, text=instead or first.text), *rest))
    return [old for old in left if old], kept


def _without_orders(line: Line, gone: set[str]) -> Line | None:
    return line.only([part for part in line.parts if not gone & stems(part.text, 4)])


# Behind the patient's refusal these add nothing.
_ONLY_YIELDS = re.compile(r"respet|^como |obligo$|decision$")
_SAYS_WHO = re.compile(r"; (paciente|acompañante)\b")


def refused(answers: Sequence[Turn]) -> bool:
    """Whether anything that was answered, and not asked, may refuse."""
    return any(
        c.says(r"\b(no|ni|nada|nunca|prefier\w+|mejor)\b")
        for answer in answers
        for c in answer.clauses
        if not c.asked
    )


def _proposal(lines: Sequence[Line], turn: int, reply: str) -> int | None:
    """The clinician's line of that turn that shares a word with the reply, else the turn's last one.

    What to watch for is refused only by name.
    """
    places = [i for i, line in enumerate(lines) if line.turn == turn and _proposes(line)]
    shared = [i for i in places if stems(reply) & stems(lines[i].text)]
    offered = [i for i in places if lines[i].topic is not Topic.WARNING_SIGNS]
    return (shared or offered or [None])[-1]


_PROPOSING = re.compile(
    r"\b(tendria|habria|deberia|gustaria|hay que|pido|solicitar|hacer|recomiend\w+|propon\w+|quiero|quisiera"
    r"|queria|podriamos|podemos|puedo|ofrezco|hago|hacemos|programamos|ponemos|operamos|doy|dejo|mando|pongo"
    r"|receto)\b"
)


def _proposes(line: Line) -> bool:
    """Whether the clinician's line is something to be done, and no finding."""
    return "clinician" in line.parts[0].traits and (
        line.topic in (*PLAN, Topic.MEDICATION) or bool(_PROPOSING.search(fold(line.text)))
    )


def _refuses(text: str, lines: Sequence[Line], turn: int) -> bool:
    said = fold(text).strip("«»")
    if _REFUSES.search(said):
        return True
    named = _REFUSES_BY_NAME.match(said)
    return bool(named) and any(
        stems(named.group(), 4) & stems(line.text, 4) for line in lines if line.turn == turn
    )
