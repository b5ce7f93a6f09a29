"""What was heard, as turns of clauses, with the pauses and full stops that a recogniser lost.

clauses                      what all the rest of the engine reads: turns, and their clauses
boundaries, alarms, listing  where a clause, a warning or a thing of a list begins that ran on
gaps, pauses, stops          where a comma or a full stop was lost
speakers                     who says it
leads, replies               the yes or the no with which he begins, and its pauses
elsewhere                    what is said of somebody who is not there, and left out
"""
