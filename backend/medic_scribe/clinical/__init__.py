"""Facts of Spanish clinical language: pure functions over text and data files.

    reading = read("me tomo los artán de cincuenta y no tengo tos")
    reading.text                  # "me tomo losartán de 50 y no tengo tos"
    find_medications(reading)     # losartán 50
    find_symptoms(reading)        # tos, denied
    find_measurements(reading)    # vital signs and results
    find_allergies(reading), find_durations(reading), find_terms(reading, TermKind.TEST)

Everything found carries two spans: `begin:end` counts the tokens of the reading, `first:last` the words of
the text as it was heard (`text.split()`), which is what a note's evidence counts.
"""

from medic_scribe.clinical.allergies import Allergy, find_allergies, find_substances
from medic_scribe.clinical.assertion import (
    Assertion,
    Judgement,
    Scope,
    Symptom,
    find_scopes,
    find_symptoms,
    judge,
)
from medic_scribe.clinical.dosage import frequency_at
from medic_scribe.clinical.durations import Duration, DurationKind, find_durations
from medic_scribe.clinical.measures import MeasurementKind
from medic_scribe.clinical.medications import Change, Medication, find_medications
from medic_scribe.clinical.reading import Correction, Reading, read
from medic_scribe.clinical.terms import Term, TermKind, find_terms
from medic_scribe.clinical.text import Token, fold, strip_punctuation
from medic_scribe.clinical.vitals import Measurement, find_measurements

__all__ = [
    "Allergy",
    "Assertion",
    "Change",
    "Correction",
    "Duration",
    "DurationKind",
    "Judgement",
    "Measurement",
    "MeasurementKind",
    "Medication",
    "Reading",
    "Scope",
    "Symptom",
    "Term",
    "TermKind",
    "Token",
    "find_allergies",
    "find_durations",
    "find_measurements",
    "find_medications",
    "find_scopes",
    "find_substances",
    "find_symptoms",
    "find_terms",
    "fold",
    "frequency_at",
    "judge",
    "read",
    "strip_punctuation",
]
