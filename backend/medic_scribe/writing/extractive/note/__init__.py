"""The lines of a note: what each weighs, what is left out, and where the rest stands.

lines              a line, and the pieces that it can be shortened to
relevance          what is no part of a note
weighing, compose  what a clinician would miss least, left out
placing            what is left, in the sections of a template
instruction        what the clinician wishes for this note
"""
