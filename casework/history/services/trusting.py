"""Whose signatures count under a history: every herald and every person that a manifest named."""

from collections.abc import Iterable
from typing import TypeVar

from casework.history.services.herald import HERALD
from crypto.log.notes import Signer
from crypto.log.verifying import Trust
from crypto.manifest.chain import Chain
from crypto.manifest.fingerprint import fingerprint
from crypto.names import PersonId

T = TypeVar("T")

ORIGIN = "charterline/"


def origin_of(chain: Chain) -> str:
    """Name the history by the committee's fingerprint, which no change of people alters."""
    return f"{ORIGIN}{fingerprint(chain.links[0].hash).replace(' ', '-')}"


def trust_of(chain: Chain) -> Trust:
    """Return all of them, the former ones too: what they signed stays signed."""
    manifests = [link.manifest for link in chain.links]
    heralds = (Signer(HERALD, each.herald) for each in manifests)
    people = (Signer(person.id, person.signing) for each in manifests for person in each.persons)
    return Trust(_each_once(heralds), _each_once(people))


def signers_called(chain: Chain, person: PersonId) -> tuple[Signer, ...]:
    return tuple(each for each in trust_of(chain).members if each.name == person)


def _each_once(found: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))
