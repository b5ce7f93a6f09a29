"""What holds for any text."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from medic_scribe.clinical import (
    Assertion,
    find_allergies,
    find_durations,
    find_measurements,
    find_medications,
    find_symptoms,
    find_terms,
    fold,
    read,
)
from medic_scribe.clinical.combined_strengths import spoken_figure, strengths_of
from medic_scribe.clinical.drugs import drugs_by_name
from medic_scribe.clinical.figures import with_figures
from medic_scribe.clinical.numbers import spell, whole_at
from medic_scribe.clinical.text import heard_tokens

WORDS = (
    "no ni sin tengo tiene me duele la el cabeza fiebre tos, dolor de pecho. mi papá si y o pero cada 8 "
    "horas losartán 50 mg perdón, los artán "
    "cien ciento veinte y dos mil coma sobre presión 120 80 por ciento desde hace tres semanas alérgica a "
    "penicilina ¿tiene tos? ya nunca "
    "tampoco se le quita metro kilo medio una otra mañana salbutamol puff 875/125 % ... a b 0 5 mg con ocho"
).split()
spoken = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
COMPLAINTS = (
    "fiebre",
    "tos",
    "náuseas",
    "vómitos",
    "diarrea",
    "dolor de cabeza",
    "mareos",
    "dolor de pecho",
    "convulsiones",
    "asma",
    "ardor al orinar",
)


@given(st.integers(0, 999_999))
def test_figures_to_words_and_back(value: int) -> None:
    number = whole_at(fold(spell(value)).split(), 0, 99)

    assert number is not None
    assert number.value == value
    assert number.end == len(spell(value).split())


COMBINED = sorted(
    (name, strengths)
    for name, drug in drugs_by_name().items()
    if "/" in drug.name
    for strengths in strengths_of(drug.name)
)


@st.composite
def _said_combination(draw: st.DrawFn) -> tuple[str, str]:
    """A combination with its strengths as somebody may say them, and the strengths."""
    name, strengths = draw(st.sampled_from(COMBINED))
    parts = [draw(st.sampled_from(sorted(spoken_figure(part)))) for part in strengths.split("/")]
    between = draw(st.sampled_from((" ", ", ", " barra ", " con ", " mg con ", " sobre ")))
    opening = draw(st.sampled_from(("", "de ", "el de ")))
    return f"toma {name} {opening}{between.join(parts)}, cada mañana", strengths


@given(_said_combination())
def test_strengths_of_a_combination_are_read_as_they_were_meant(said: tuple[str, str]) -> None:
    sentence, strengths = said

    assert f" {strengths}, cada" in read(sentence).text


@given(st.integers(11, 999), st.integers(0, 99))
def test_decimals_in_words(whole: int, decimals: int) -> None:
    digits = f"cero {spell(decimals)}" if decimals < 10 else spell(decimals)
    expected = f"{whole},{'0' if decimals < 10 else ''}{decimals}"

    assert [t.text for t in with_figures(heard_tokens(f"{spell(whole)} coma {digits}"))] == [expected]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=80), spoken))
def test_anything_can_be_read_and_every_span_lies_in_the_text(text: str) -> None:
    reading = read(text)
    heard = len(text.split())
    found = (
        *reading.tokens,
        *reading.corrections,
        *find_symptoms(reading),
        *find_medications(reading),
        *find_measurements(reading),
        *find_durations(reading),
        *find_allergies(reading),
        *find_terms(reading),
    )

    assert all(0 <= thing.first < thing.last <= heard for thing in found)
    assert {place for token in reading.tokens for place in range(token.first, token.last)} == set(
        range(heard)
    )


@given(spoken)
def test_tokens_keep_the_order_of_what_was_heard(text: str) -> None:
    tokens = read(text).tokens

    assert all(
        before.first <= after.first and before.last <= after.last for before, after in pairwise(tokens)
    )


@given(
    st.sampled_from(COMPLAINTS),
    st.sampled_from(
        ("no tengo", "no he tenido", "niego", "sin", "nunca he tenido", "tampoco", "no me ha dado", "nada de")
    ),
)
def test_a_denied_complaint_is_never_present(complaint: str, denial: str) -> None:
    symptoms = find_symptoms(read(f"{denial} {complaint}"))

    assert symptoms
    assert all(symptom.assertion is Assertion.DENIED for symptom in symptoms)


@given(st.permutations(COMPLAINTS), st.integers(2, 5))
def test_a_list_closed_by_ni_is_denied_whole(complaints: list[str], length: int) -> None:
    *first, last = complaints[:length]

    symptoms = find_symptoms(read(f"No ha tenido {', '.join(first)} ni {last}."))

    assert len(symptoms) >= length
    assert all(symptom.denied for symptom in symptoms)


@given(st.sampled_from(COMPLAINTS), st.sampled_from(COMPLAINTS))
def test_denial_ends_at_but(denied: str, present: str) -> None:
    symptoms = find_symptoms(read(f"no tengo {denied} pero tengo {present}"))

    assert symptoms[0].denied
    assert symptoms[-1].assertion is Assertion.PRESENT


@given(st.sampled_from(COMPLAINTS))
def test_a_question_asserts_nothing(complaint: str) -> None:
    assert all(s.assertion is Assertion.ASKED for s in find_symptoms(read(f"¿Ha tenido {complaint}?")))
