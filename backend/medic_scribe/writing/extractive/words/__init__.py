"""Words and how they are put: verbs, persons, corrections, and the short style of notes.

tables                                      what `data/` holds
conjugation, verbs                          what verb a word is, and its other forms
who_acts, person, addressing, pronouns      who does what, and the same in the third person
orders, complements                         verbs that order, and verbs as something that can be denied
kinds, content                              what values and names words hold
corrections, replacing, taken_back          of what a speaker puts right, the last
doubts, second_thoughts                     a value that is doubted, or given up for a reason
wording, telegraphic, terse                 from how it was said to how a note says it
"""
