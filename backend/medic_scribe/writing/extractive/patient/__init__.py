"""What patient and companion tell, joined with the question that it answers.

exchange                            what the clinician asks, and what is answered until he speaks again
told                                turns an exchange into lines, sentence by sentence, by all that follows
questions, open_questions, things   what a question asks about
answers, denials, affirmations      a yes or a no, and what is said with it
disagreement                        two who answer against each other
put_right, going_on                 how the sentences of an answer hang together
retelling                           a sentence in the third person
topics                              what it is about
standing, labels, headings, headed  what must stand before it
joining, amendments, corrected      what goes on with the lines before it, or puts them right
refusals, overturned                what takes them back
"""
