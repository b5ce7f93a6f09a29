import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import medic_scribe
from medic_scribe import errors
from medic_scribe.messages import LANGUAGES, Language, message, negotiate, sentences


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def error_classes(root: type[errors.MedicScribeError]) -> Iterator[type[errors.MedicScribeError]]:
    yield root
    for child in root.__subclasses__():
        yield from error_classes(child)


def test_both_languages_have_the_same_sentences_with_the_same_places() -> None:
    spanish, english = sentences("es"), sentences("en")
    assert spanish.keys() == english.keys()
    assert {k: places(v) for k, v in spanish.items()} == {k: places(v) for k, v in english.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted({error.code() for error in error_classes(errors.MedicScribeError)}))
def test_every_error_has_its_sentences(code: str, language: Language) -> None:
    assert sentences(language)[f"error.{code}.title"]
    assert sentences(language)[f"error.{code}.detail"]


def finding_codes() -> set[str]:
    """What the check and the pipeline call their findings: the first text given to one of these."""
    called = {"Finding", "Doubt", "Omission"}
    codes: set[str] = set()
    for file in Path(medic_scribe.__file__).parent.rglob("*.py"):
        for call in (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in called:
                texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
                codes |= {text for text in texts[:1] if isinstance(text, str)}
    return codes


def test_every_finding_has_its_sentence_and_every_sentence_its_finding() -> None:
    told = {key.removeprefix("finding.") for key in sentences("es") if key.startswith("finding.")}
    assert len(told) > 10
    assert told == finding_codes()


def test_sentences_are_sentences() -> None:
    for language in LANGUAGES:
        for key, sentence in sentences(language).items():
            assert "!" not in sentence, key
            assert sentence == sentence.strip(), key
            if key.endswith(".detail"):
                assert sentence.endswith("."), key


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "es"),
        ("", "es"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("fr", "es"),
        ("fr, en;q=0.5, es;q=0.4", "en"),
        ("en;q=0.3, es-MX;q=0.8", "es"),
        ("en;q=0", "es"),
        ("*", "es"),
        ("en;q=wrong, es", "es"),
        (";;;,,;q=", "es"),
    ],
)
def test_the_language_is_the_one_liked_best(header: str | None, language: str) -> None:
    assert negotiate(header) == language


def test_params_are_never_read_as_places() -> None:
    assert "«{limit}»" in message("error.bad_request.detail", field="{limit}")


def test_an_unknown_language_gets_spanish() -> None:
    assert message("speaker.patient", "fr") == "Paciente"
