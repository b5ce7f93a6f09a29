"""What Deepgram is asked, and that it is asked no more than it takes."""

from hypothesis import given
from hypothesis import strategies as st

from medic_scribe.speech.contract import SpeechHints
from medic_scribe.speech.deepgram.request import MOST_TERMS, MOST_TOKENS, asked, count_tokens, key_terms


def test_spanish_is_asked_for_by_name() -> None:
    assert asked("nova-3", SpeechHints("es"))["language"] == "es"


def test_the_medical_model_hears_spanish_among_all_languages() -> None:
    assert asked("nova-3-medical", SpeechHints("es"))["language"] == "multi"


def test_nothing_that_is_said_trains_a_model() -> None:
    assert asked("nova-3", SpeechHints())["mip_opt_out"] == "true"


def test_the_most_important_terms_are_taken_first() -> None:
    many = [f"término{number:03}" for number in range(200)]
    taken = key_terms(many)
    assert taken == many[: len(taken)]
    assert 20 < len(taken) < 200


def test_a_term_that_is_too_long_makes_room_for_the_next() -> None:
    assert key_terms(["a" * 2000, "enalapril"]) == ["enalapril"]


def test_a_term_is_one_phrase_without_commas_and_comes_once() -> None:
    assert key_terms([" ácido  fólico, 5 mg;", "ácido fólico 5 mg", "  "]) == ["ácido fólico 5 mg"]


@given(st.lists(st.text()))
def test_never_more_than_it_takes(terms: list[str]) -> None:
    taken = key_terms(terms)
    assert len(taken) <= MOST_TERMS
    assert sum(count_tokens(term) for term in taken) <= MOST_TOKENS
    assert all(term and not set(term) & set(",;\n") for term in taken)
