"""Names of the things that bytes are bound to, each a type of its own, never to be mixed up."""

from typing import NewType

PersonId = NewType("PersonId", str)
"""A person in the manifest. Never reused, whatever becomes of the person's keys."""

ManifestHash = NewType("ManifestHash", bytes)  # 32 bytes
EnvelopeId = NewType("EnvelopeId", bytes)  # 16 bytes, random
BlobId = NewType("BlobId", bytes)  # 16 bytes, random
CaseId = NewType("CaseId", bytes)  # 32 bytes, a hash of the first envelope's id
Tag = NewType("Tag", bytes)  # 16 bytes, finds one row of a mailbox

MANIFEST_HASH_SIZE = 32
ID_SIZE = 16
