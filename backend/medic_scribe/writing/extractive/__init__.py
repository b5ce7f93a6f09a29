"""The embedded note engine. From the words that were heard to the note:

    turns/      utterances as turns of clauses, with the pauses that a recogniser lost
    meaning/    what a clause does and is about
    patient/    what patient and companion tell, joined with what they were asked
    clinician/  what the clinician states
    note/       the lines of the note, what each weighs, and what is left out
    words/      Spanish words, and the short style of notes, for all of these
    data/       the words and weights that the rules go by

`engine.py` calls them in that order.
"""

from medic_scribe.writing.extractive.engine import ExtractiveNoteEngine

__all__ = ["ExtractiveNoteEngine"]
