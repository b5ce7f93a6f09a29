"""The note engine on OpenAI or any server that speaks its protocol: Ollama, vLLM, llama.cpp, Azure.

    engine = OpenAINoteEngine(Service(model="gpt-5.4-mini", key=key))
    engine.write(request)

Read it in this order: `engine.py` asks, section by section; `prompt.py` says what is asked; `passages.py`
what of the transcript is sent at once; `answer.py` what of an answer is believed; `service.py` how a server
is spoken with.
"""

from medic_scribe.writing.openai_compatible.engine import OpenAINoteEngine
from medic_scribe.writing.openai_compatible.service import Service

__all__ = ["OpenAINoteEngine", "Service"]
