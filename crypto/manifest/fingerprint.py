"""The committee's fingerprint: short enough to read out, and of the first manifest for ever.

It comes from the genesis hash, which no later change of members alters, so what
a union or a newspaper printed once stays true.
"""

from crypto.errors import MalformedError
from crypto.names import MANIFEST_HASH_SIZE, ManifestHash

# Crockford's base32 leaves out I, L, O and U, which are misread or form words.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 5
_GROUPS = 6
_IN_GROUP = 5


def fingerprint(genesis: ManifestHash) -> str:
    """Return the first 150 bits of the genesis hash, as six groups of five."""
    if len(genesis) != MANIFEST_HASH_SIZE:
        raise MalformedError("a manifest's hash has 32 bytes")
    length = _GROUPS * _IN_GROUP
    number = int.from_bytes(genesis) >> (8 * MANIFEST_HASH_SIZE - _BITS * length)
    places = reversed(range(0, _BITS * length, _BITS))
    letters = "".join(_ALPHABET[(number >> place) & 0x1F] for place in places)
    return " ".join(letters[at : at + _IN_GROUP] for at in range(0, length, _IN_GROUP))
