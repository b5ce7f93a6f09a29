"""What was heard, as turns of clauses, with the pauses and full stops that a recogniser lost."""
