"""Words and how they are put: verbs, persons, corrections, and the short style of notes."""
