"""The lines of a note: what each weighs, what is left out, and where the rest stands."""
