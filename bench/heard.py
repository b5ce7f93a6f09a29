"""What was said in a recording, and how much of it a transcript got right."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import jiwer

from medic_scribe.clinical.numbers import spell


@dataclass(frozen=True, slots=True)
class Said:
    """One utterance of the reference; seconds."""

    end: float
    text: str


def said(reference: Path, length: float, seconds: float) -> list[Said]:
    """All that is said to its end in a recording that repeats one of `length` seconds."""
    with reference.open(newline="") as file:
        once = [Said(float(row["end"]), row["text"]) for row in csv.DictReader(file, delimiter="\t")]
    found = [
        Said(one.end + number * length, one.text)
        for number in range(int(seconds / length) + 1)
        for one in once
    ]
    return [one for one in found if one.end <= seconds]


def word_error_rate(reference: str, heard: str) -> float:
    """Changed, missing and added words by words said.

    Case, accents and punctuation do not count, nor whether a number is written in figures.
    """
    return jiwer.wer(_words(reference), _words(heard))


def _words(text: str) -> str:
    text = re.sub(r"(\d)[.,](\d\d) ?m(?:etros)?\b", r"\1 metro \2", text)  # "un metro sesenta y siete"
    text = re.sub(r"\b1(?= metro)", "un", text)
    text = re.sub(r"(?<=\d)[.,](?=\d)", " coma ", text.replace("%", " por ciento "))
    text = re.sub(r"\d{1,6}", lambda figures: f" {spell(int(figures[0]))} ", text)
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain))
