"""How the stand-in is to behave; a test changes it at any time."""

import threading
from dataclasses import dataclass, field

Refusals = list[tuple[int, dict[str, str]]]


@dataclass
class Behaviour:
    """By default it does what it is asked.

    `refusals` are answered first, one a request or stream: a status and its headers. `body` is sent in the
    place of what was heard. `silent`: requests get no answer until `let_go`. `mute`: streams get no results;
    `nonsense`: they get some of another shape. A stream breaks off when it has had `drop_after` seconds of
    sound, `drops` times, and when nothing comes for `patience` seconds.
    """

    refusals: Refusals = field(default_factory=Refusals)
    body: bytes | None = None
    silent: bool = False
    let_go: threading.Event = field(default_factory=threading.Event)
    mute: bool = False
    nonsense: bool = False
    drop_after: float = 0.0
    drops: int = 0
    patience: float = 10.0
