"""Who says what: a transcript's turns, and the speaker of each.

Three things speak for who says a word: the voice it sounds like; the sentence it stands in (who asks,
examines and prescribes is the clinician, who says "doctora" is not); and that people change where a sentence
ends or a pause is. The most likely course through all of them gives the turns.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np

from medic_scribe.speech.contract import Audio, Segment, Speaker, Utterance, Word
from medic_scribe.speech.cues import cues
from medic_scribe.speech.onnx import Floats
from medic_scribe.speech.same_voices import with_same_voices
from medic_scribe.speech.turns import Sentence, most_likely_states, sentences
from medic_scribe.speech.voices import tell_apart

VOICE = 20.0  # weight of the difference between two cosines
MOST_VOICE = 4.0  # of one word
CUE = 1.0  # weight of what a sentence says
CLEAR = 0.5  # by how much, per sentence, the clinician must sound more like one than the others
TELLING = 2.0  # weight of cues from which a sentence by itself tells who speaks
NEW_TURN = 3.0  # seconds of silence that end a turn even if the same person goes on

LAY = (Speaker.PATIENT, Speaker.COMPANION)


def assign_roles(audio: Audio, segments: Sequence[Segment]) -> tuple[Utterance, ...]:
    """The turns of a whole transcript, numbered from 0; `Speaker.UNKNOWN` where nothing tells.

    Voices come from the engine where it tells them apart, and otherwise from the sound.
    """
    said = sentences(with_same_voices(audio.path, segments))
    if not said:
        return ()
    sounds = _voice_evidence(audio, said)
    words = [word for sentence in said for word in sentence.words]
    speakers = _speakers_of_voices(said, most_likely_states(words, sounds), sounds.shape[1])
    if sounds.shape[1] == 1 and _is_dialogue(said):
        speakers = [Speaker.CLINICIAN, Speaker.PATIENT]
        sounds = np.zeros((len(words), 2), np.float32)
    states = most_likely_states(words, sounds + _cue_evidence(said, speakers))
    return _utterances(words, [speakers[state] for state in states])


def _voice_evidence(audio: Audio, said: Sequence[Sentence]) -> Floats:
    """For each word, 0 for the voice it sounds like and less for the others."""
    known = {sentence.voice for sentence in said if sentence.voice is not None}
    if known:
        numbers = {voice: place for place, voice in enumerate(sorted(known))}
        rows = [
            [
                0.0 if s.voice is None or numbers[s.voice] == place else -MOST_VOICE
                for place in range(len(known))
            ]
            for s in said
            for _ in s.words
        ]
        return np.array(rows, np.float32)
    voices = tell_apart(audio.path, [(s.words[0].start, s.words[-1].end) for s in said])
    likeness = voices.during([(word.start, word.end) for s in said for word in s.words])
    return np.maximum(VOICE * likeness, -MOST_VOICE)


def _speakers_of_voices(said: Sequence[Sentence], voices: Sequence[int], count: int) -> list[Speaker]:
    """The speaker of each voice, by what the voice says."""
    weights = [dict.fromkeys(Speaker, 0.0) for _ in range(count)]
    spoken = [0] * count
    place = 0
    for sentence in said:
        within = voices[place : place + len(sentence.words)]
        place += len(sentence.words)
        voice = max(set(within), key=within.count)
        spoken[voice] += 1
        for speaker, weight in cues(sentence.text).items():
            weights[voice][speaker] += weight
    if count == 1:
        return [_only_speaker(weights[0])]
    sounding = [_like_a_clinician(w) / max(n, 1) for w, n in zip(weights, spoken, strict=True)]
    order = sorted(range(count), key=lambda voice: sounding[voice], reverse=True)
    if sounding[order[0]] - sounding[order[1]] < CLEAR:
        return [Speaker.UNKNOWN] * count
    speakers = [Speaker.PATIENT] * count
    speakers[order[0]] = Speaker.CLINICIAN
    if count > 2:
        speakers[max(order[1:], key=lambda voice: _like_a_companion(weights[voice], spoken[voice]))] = (
            Speaker.COMPANION
        )
    return speakers


def _only_speaker(weights: Mapping[Speaker, float]) -> Speaker:
    """One voice alone is a clinician who dictates, or a patient who tells."""
    difference = _like_a_clinician(weights)
    if abs(difference) < TELLING:
        return Speaker.UNKNOWN
    return Speaker.CLINICIAN if difference > 0 else Speaker.PATIENT


def _is_dialogue(said: Sequence[Sentence]) -> bool:
    """Whether several sentences could only be a clinician's, and several only somebody else's."""
    telling = [_like_a_clinician(cues(sentence.text)) for sentence in said]
    return sum(t >= TELLING for t in telling) > 1 and sum(t <= -TELLING for t in telling) > 1


def _like_a_clinician(weights: Mapping[Speaker, float]) -> float:
    return weights[Speaker.CLINICIAN] - max(weights[speaker] for speaker in LAY)


def _like_a_companion(weights: Mapping[Speaker, float], spoken: int) -> float:
    return (weights[Speaker.COMPANION] - weights[Speaker.PATIENT]) / max(spoken, 1)


def _cue_evidence(said: Sequence[Sentence], speakers: Sequence[Speaker]) -> Floats:
    """For each word its part of what its sentence says for each state."""
    rows: list[list[float]] = []
    for sentence in said:
        found = cues(sentence.text)
        row = [CUE * found.get(speaker, 0.0) / len(sentence.words) for speaker in speakers]
        rows += [row] * len(sentence.words)
    return np.array(rows, np.float32)


def _utterances(words: Sequence[Word], speakers: Sequence[Speaker]) -> tuple[Utterance, ...]:
    turn = 0
    turns: list[int] = []
    for place, word in enumerate(words):
        if place and (
            speakers[place] != speakers[place - 1] or word.start - words[place - 1].end >= NEW_TURN
        ):
            turn += 1
        turns.append(turn)
    found: list[Utterance] = []
    for number, group in groupby(range(len(words)), key=turns.__getitem__):
        places = list(group)
        held = tuple(words[place] for place in places)
        text = " ".join(word.text for word in held)
        found.append(Utterance(number, speakers[places[0]], text, held[0].start, held[-1].end, held))
    return tuple(found)
