import pytest

from medic_scribe.cli.terminal import language_of


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "es"),
        ([], {"LANG": "C.UTF-8"}, "es"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, "es"),
        ([], {"LANG": "en_GB.UTF-8", "LC_ALL": "es_ES.UTF-8"}, "es"),
        ([], {"LANG": "es_ES.UTF-8", "LC_ALL": ""}, "es"),
        (["--language", "en", "doctor"], {"LANG": "es_ES"}, "en"),
        (["--language=es", "doctor"], {"LANG": "en_GB"}, "es"),
        (["--language"], {"LANG": "en_GB"}, "en"),
    ],
)
def test_the_language_is_asked_for_or_the_systems_or_spanish(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert language_of(arguments, environment) == language
