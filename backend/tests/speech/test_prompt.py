from medic_scribe.speech.contract import SpeechHints
from medic_scribe.speech.prompt import MOST_TOKENS, prompt


def _letters(text: str) -> int:
    return len(text) // 3


def test_the_clinicians_words_come_first_and_then_a_consultations_sentences() -> None:
    text = prompt(SpeechHints(key_terms=("empagliflozina", "Bertolotti")), _letters)

    assert text.startswith("Empagliflozina, Bertolotti. ¿Qué le pasa?")


def test_without_words_there_are_the_sentences_alone() -> None:
    assert prompt(SpeechHints(), _letters).startswith("¿Qué le pasa?")


def test_no_more_is_told_than_fits_and_the_most_important_is_kept() -> None:
    terms = tuple(f"término{number}" for number in range(500))

    text = prompt(SpeechHints(key_terms=terms), _letters)

    assert _letters(text) <= MOST_TOKENS
    assert "Término0, término1, término2" in text
    assert "término499" not in text


def test_no_spanish_sentences_are_told_for_another_language() -> None:
    assert prompt(SpeechHints(language="fr", key_terms=("dapagliflozine",)), _letters) == "Dapagliflozine."
