"""What a clause does and is about: it asks, orders or tells, of which topic, drug or figure, and when.

topics                       what it is about, by its cues
intent, consequences         whether it orders, looks ahead or tells what is so
asking, tags                 whether it asks
phases                       history, examination, judgement, plan
subjects, doses, quantities  which drug, and how much of it
whose                        of whom it is
"""
