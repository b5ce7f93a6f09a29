"""Names of people, told by what stands before them, by lists of names and by their capital."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from medic_scribe.clinical.text import fold
from medic_scribe.writing.redaction.vault import Kind, Span
from medic_scribe.writing.redaction.words import common, cues, drugs, eponyms, given_names, surnames

LONGEST = 7  # words of a name
LONGEST_CUE = 4  # words
SHORTEST = 3  # letters

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEGINNING = re.compile(r"(?:^|[.?!¿¡:…\"«“(\[\n—–-])\s*$")
_DOSE = re.compile(r"\s*(?:de\s+)?\d")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    folded: str
    begin: int
    end: int
    first: bool  # of a sentence
    joined: bool  # only a space, or the point of "Dr.", between it and the word before

    @property
    def capital(self) -> bool:
        """ "García-Márquez", and neither "ANA" nor "NT-proBNP"."""
        return all(part.istitle() for part in re.split("['’-]", self.text))

    @property
    def named(self) -> bool:
        parts = self.folded.split("-")
        return any(part in given_names() or part in surnames() for part in parts)


class People:
    def __init__(self, keep: Collection[str] = ()) -> None:
        self._keep = {part for word in keep for part in _WORD.findall(fold(word))} | drugs()
        self._learnt: set[str] = set()

    def learn(self, text: str) -> None:
        """Remember the names in the text: elsewhere they may stand without what gives them away."""
        for span in self.find(text):
            if span.kind is Kind.PERSON:
                self._learnt |= {
                    word.text
                    for word in _read(text[span.begin : span.end])
                    if len(word.text) >= SHORTEST and word.folded not in common() | cues("within")
                }

    def find(self, text: str) -> Iterator[Span]:
        words = _read(text)
        place = 0
        while place < len(words):
            length, kind = self._name_at(words, place, text)
            if length:
                yield Span(words[place].begin, words[place + length - 1].end, kind)
            place += length or 1

    def _name_at(self, words: Sequence[_Word], place: int, text: str) -> tuple[int, Kind]:
        """How many words the name has that begins here; 0 where none does."""
        word = words[place]
        if word.folded in self._keep or _after(words, place, "eponym"):
            return 0, Kind.PERSON
        if _after(words, place, "name") and (small := self._small_name(words, place)):
            return small, Kind.PERSON
        if word.text in self._learnt:
            return self._length(words, place), Kind.PERSON
        if not word.capital or len(word.text) < SHORTEST:
            return 0, Kind.PERSON
        told = _after(words, place, "person") or _after(words, place, "name")
        length = self._length(words, place)
        if told and (word.named or word.folded not in common()):
            return length, Kind.PERSON
        if word.folded in eponyms():
            return 0, Kind.PERSON
        if word.named and self._stands_alone(word, length):
            return length, Kind.PERSON
        unknown = not word.named and not word.first and word.folded not in common()
        return (length, Kind.NAME) if unknown and not _DOSE.match(text, word.end) else (0, Kind.PERSON)

    def _stands_alone(self, word: _Word, length: int) -> bool:
        """Whether a word of the lists is a name here: "Dolores de cabeza" and "Cuesta tragar" hold none."""
        if length > 1 or not word.first:
            return True
        return word.folded in given_names() and word.folded not in common()

    def _small_name(self, words: Sequence[_Word], place: int) -> int:
        """ "Me llamo hortensia ruiz": the lists, and at least the first word, if it is no other."""
        word = words[place]
        if word.capital:
            return 0
        length = 0
        while place + length < len(words) and length < LONGEST:
            following = words[place + length]
            if (length and not following.joined) or not following.named:
                break
            length += 1
        unlike = word.folded not in common() and len(word.text) >= SHORTEST
        return length or (1 if unlike else 0)

    def _length(self, words: Sequence[_Word], place: int) -> int:
        """The words of the name: those with a capital that follow, over "de la" and the like."""
        length = end = 1
        while place + end < len(words) and end < LONGEST and words[place + end].joined:
            word = words[place + end]
            end += 1
            if word.capital and word.folded not in self._keep | eponyms():
                length = end
            elif word.folded not in cues("within") or word.capital:
                break
        return length


def _read(text: str) -> list[_Word]:
    words: list[_Word] = []
    end = 0
    for found in _WORD.finditer(text):
        between = text[end : found.start()]
        first = bool(_BEGINNING.search(text, max(0, found.start() - 4), found.start())) and (
            not words or bool(between.strip())
        )
        after_title = between.startswith(".") and bool(words) and words[-1].folded in cues("person")
        joined = bool(words) and (not between.strip() or (after_title and not between.strip(". ")))
        words.append(
            _Word(found[0], fold(found[0]), found.start(), found.end(), first and not after_title, joined)
        )
        end = found.end()
    return words


def _after(words: Sequence[_Word], place: int, kind: str) -> bool:
    """Whether a cue of that kind stands right before."""
    begin = place
    while begin > 0 and place - begin < LONGEST_CUE and words[begin].joined:
        begin -= 1
        if " ".join(word.folded for word in words[begin:place]) in cues(kind):
            return True
    return False
