"""Evidence stays on the words that support a statement when what was heard is corrected."""

import pytest

from medic_scribe.notes.evidence import moved


@pytest.mark.parametrize(
    ("before", "supports", "after", "then"),
    [
        ("tomo enalapril cada noche", "enalapril cada noche", "tomo enalapril cada noche", None),
        ("tomo enalapril cada noche", "cada noche", "yo tomo enalapril veinte cada noche", "cada noche"),
        ("tomo en alapril cada noche", "en alapril", "tomo enalapril cada noche", "enalapril"),
        ("tomo enalapril cada noche", "enalapril", "tomo eplerenona cada noche", "eplerenona"),
        ("me pica la espalda", "pica la espalda", "me pica toda la espalda", "pica toda la espalda"),
        ("me pica la espalda", "me pica la espalda", "hola me pica la espalda sí", "me pica la espalda"),
        ("tomo enalapril cada noche", "cada", "Tomo eplerenona, cada noche.", "cada"),
        ("tomo enalapril", "enalapril", "Tomo eplerenona.", "eplerenona."),
        ("bueno ya no fumo nada", "no fumo", "bueno nada", "nada"),
        ("ya no fumo", "no fumo", "ya", "ya"),
        ("ya no fumo", "ya no fumo", "dejé el tabaco", "dejé el tabaco"),
    ],
)
def test_evidence_goes_with_its_words(before: str, supports: str, after: str, then: str | None) -> None:
    first = before.split().index(supports.split()[0])
    begin, end = moved(first, first + len(supports.split()), before, after)
    assert " ".join(after.split()[begin:end]) == (then or supports)
