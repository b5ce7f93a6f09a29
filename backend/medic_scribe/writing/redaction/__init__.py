"""Who is spoken of, masked before a text leaves this machine, and put back into what returns.

    redaction = Redaction(texts, keep=vocabulary)
    masked = redaction.mask("Me llamo Hortensia Ruiz")     # "Me llamo [PERSONA_1]"
    redaction.restore("[PERSONA_1] refiere tos")           # "Hortensia Ruiz refiere tos"

Names, telephone and document numbers, e-mails and addresses. It is a net with meshes: a name that is said
without a capital and without "me llamo" before it, or that is also a word, may slip through. Drugs, eponyms
("Parkinson") and words of the body stay, since the note needs them. `restore(mask(text)) == text` always.
"""

from medic_scribe.writing.redaction.redact import Redaction, Untouched

__all__ = ["Redaction", "Untouched"]
