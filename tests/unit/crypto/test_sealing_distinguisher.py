"""Real and throwaway stanzas, 25,000 of each: two simple classifiers learn nothing from them.

Both are naive Bayes, one over the bytes at chosen places, one over how often each
byte occurs. Trained on one half and judged on the other, both ways round, so that
all 50,000 are judged: by chance alone, one run in 100,000 would leave 50 ± 1 %.
"""

import secrets
from collections import Counter
from itertools import chain
from math import log
from typing import Protocol, TypeAlias

import pytest

from crypto.envelope import EnvelopeKey
from crypto.opening import open_stanza
from crypto.sealing import seal
from tests.unit.crypto.submissions import ENVELOPE, MANIFEST, REPORT, public, seed

EACH = 25_000
SIXTEEN = [public(f"holder {number}") for number in range(16)]

Stanzas: TypeAlias = list[bytes]

# The seams of a stanza, where a slip would show: both ends, and those of X25519's share.
PLACES = (*range(4), *range(1_084, 1_092), *range(1_112, 1_124), *range(1_164, 1_168))


class Classifier(Protocol):
    border: float

    def __init__(self, real: Stanzas, throwaway: Stanzas) -> None: ...
    def score(self, stanza: bytes) -> float: ...


class ByPlace:
    def __init__(self, real: Stanzas, throwaway: Stanzas) -> None:
        self._weights = [
            (place, _log_odds(_column(real, place), _column(throwaway, place))) for place in PLACES
        ]
        self.border = 0.0

    def score(self, stanza: bytes) -> float:
        return float(sum(weights[stanza[place]] for place, weights in self._weights))


class ByFrequency:
    """Weights as bytes, so that a stanza is judged by one `translate` and one `sum`."""

    def __init__(self, real: Stanzas, throwaway: Stanzas) -> None:
        odds = _log_odds(*(b"".join(stanzas[:5_000]) for stanzas in (real, throwaway)))
        largest = max(map(abs, odds)) or 1
        self._weights = bytes(round(127 + 127 * odd / largest) for odd in odds)
        self.border = (self._mean(real) + self._mean(throwaway)) / 2

    def score(self, stanza: bytes) -> float:
        return sum(stanza.translate(self._weights))

    def _mean(self, stanzas: Stanzas) -> float:
        return sum(map(self.score, stanzas)) / len(stanzas)


def _column(stanzas: Stanzas, place: int) -> bytes:
    return bytes(stanza[place] for stanza in stanzas)


def _log_odds(real: bytes, throwaway: bytes) -> list[float]:
    ours, theirs = Counter(real), Counter(throwaway)
    return [log((ours[byte] + 1) / (theirs[byte] + 1)) for byte in range(256)]


def _accuracy(kind: type[Classifier], real: Stanzas, throwaway: Stanzas) -> float:
    """Judge each half by what was learnt from the other."""
    half = len(real) // 2
    halves = ((real[:half], throwaway[:half]), (real[half:], throwaway[half:]))
    right = 0
    for learnt, judged in (halves, halves[::-1]):
        classifier = kind(*learnt)
        right += sum(classifier.score(stanza) > classifier.border for stanza in judged[0])
        right += sum(classifier.score(stanza) <= classifier.border for stanza in judged[1])
    return right / (len(real) + len(throwaway))


def _sealed_to_sixteen() -> Stanzas:
    return [*seal(REPORT, SIXTEEN, MANIFEST, ENVELOPE).stanzas]


def _throwaway() -> Stanzas:
    """What one holder's envelope has besides that holder's stanza."""
    envelope = seal(REPORT, SIXTEEN[:1], MANIFEST, ENVELOPE)
    stanzas, key, header = envelope.stanzas, seed("holder 0"), envelope.header
    place = next(
        place
        for place, stanza in enumerate(stanzas)
        if isinstance(open_stanza(stanza, key, header), EnvelopeKey)
    )
    return [*stanzas[:place], *stanzas[place + 1 :]]


@pytest.fixture(scope="module")
def real() -> Stanzas:
    envelopes = (_sealed_to_sixteen() for _ in range(EACH // 16 + 1))
    return list(chain.from_iterable(envelopes))[:EACH]


@pytest.fixture(scope="module")
def throwaway() -> Stanzas:
    return list(chain.from_iterable(_throwaway() for _ in range(EACH // 15 + 1)))[:EACH]


@pytest.mark.parametrize("kind", [ByPlace, ByFrequency])
def test_no_simple_classifier_tells_throwaway_stanzas_from_real_ones(
    kind: type[Classifier], real: Stanzas, throwaway: Stanzas
) -> None:
    assert 0.49 < _accuracy(kind, real, throwaway) < 0.51


def test_the_same_classifier_would_notice_slots_filled_with_random_bytes(real: Stanzas) -> None:
    """A share of X25519 never has its topmost bit set: the mistake that is easiest to make."""
    noise = [secrets.token_bytes(1_168) for _ in real]
    assert _accuracy(ByPlace, real, noise) > 0.65


def test_the_other_classifier_would_notice_bytes_that_are_a_little_too_rare(
    real: Stanzas,
) -> None:
    biased = [stanza.replace(b"\x00", b"\x01") for stanza in real]
    assert _accuracy(ByFrequency, real, biased) > 0.9
