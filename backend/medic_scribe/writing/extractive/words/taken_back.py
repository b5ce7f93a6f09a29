"""Whether a sentence takes back what the sentence before it says: "… cada 8 horas. No: cada 12"."""

import re

from medic_scribe.writing.extractive.words.kinds import values


def settles(text: str, folded: str, before: str) -> bool:
    """Whether a clinician's sentence gives another value than the one before: "… cada 8 horas. No: cada 12".

    Without its pause ("No cada 12 horas") it may be either, and both are kept side by side.
    """
    said = values(folded.split()[1:4])
    if sorry := re.match(r" (ay |no )*(perdon|corrijo|mejor dicho|digo|me equivoque) ", folded):
        said = values(folded[sorry.end() :].split()[:3])
        return bool(said) and said <= values(before.split())
    begins = re.match(r"\W*no[,.:] ", text, re.IGNORECASE) or re.match(r" no (cada|de|a|en|por) \d", folded)
    return bool(begins) and len(folded.split()) <= 5 and bool(said) and said <= values(before.split())


def takes_back(folded: str, before: str) -> bool:
    """Whether a sentence corrects the value of the short one before: "Sesenta y ocho. No, sesenta y
    nueve"."""
    said = values(before.split())
    if not said or len(before.split()) > 4:
        return False
    return bool(_TAKES_BACK.match(folded)) or (
        folded.startswith((" no ", " bueno ")) and values(folded.split()[1:4]) == said
    )


_TAKES_BACK = re.compile(
    r"^ (ay |bueno |uy )?(no (a ver|perdon|espere|espera|me equivoque|mentira|miento|digo|que me"
    r" lio|disculpe)|perdon|me equivoque|mentira"
    r"|miento|mejor dicho|corrijo|digo)\b"
)


def misreads(folded: str) -> bool:
    """ "No, espere, lo leí al revés": a sentence that only takes the values before it back."""
    return bool(MISREAD.fullmatch(folded.lstrip()))


MISREAD = re.compile(
    r"(?:no )?(?:perdon |espere |espera |a ver )*(?:(?:l[oa]s? |se l[oa]s? )(?:lei|dije|anote|dicte|puse|di)"
    r" (?:al reves|mal|cambiad[oa]s?)|me confundi|me equivoque)(?: de ojo| de lado)? "
)
