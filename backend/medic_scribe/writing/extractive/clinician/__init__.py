"""What the clinician states: findings, results, judgement and plan.

stated                   turns what he says into lines, sentence by sentence, by all that follows
naming, recorded, shown  what is named in one sentence and spoken of in the next
topics                   what a sentence is about
remarks                  what states nothing
going_on                 what goes on with the line before it
rewriting                a sentence as a note has it
dictated                 instead of all that, a note that one voice dictates
"""
