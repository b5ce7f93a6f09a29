"""The yes or the no that an answer opens with."""

import re

LEAD_NO = re.compile(r"^ (no|nunca|para nada|nada|ninguna|ninguno|tampoco|jamas|que va|negativo)\b")
LEAD_YES = re.compile(r"^ (si|claro|asi es|correcto|exacto|efectivamente|aja)\b")
