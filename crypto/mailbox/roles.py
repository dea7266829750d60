"""Whose signature may count, by the manifest that the signature itself names.

A bare key cannot tell a holder from a guest or from the recovery recipient; a
place among the holders of a manifest can.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crypto import signing
from crypto.names import ManifestHash, PersonId


@dataclass(frozen=True, slots=True)
class Holder:
    public: signing.SigningPublic
    external: bool


Holders = Mapping[PersonId, Holder]


@dataclass(frozen=True, slots=True)
class Roles:
    """Who held which key, by manifest, so that a departed signer's words still verify."""

    by_manifest: Mapping[ManifestHash, Holders]
    current: Holders

    def key(self, manifest: ManifestHash, signer: PersonId) -> signing.SigningPublic | None:
        """Look in the manifest that was named; a manifest that we lack vouches for nobody."""
        holder = self.by_manifest.get(manifest, {}).get(signer)
        return holder.public if holder else None

    def standing_key(
        self, manifest: ManifestHash, signer: PersonId
    ) -> signing.SigningPublic | None:
        """Return the key of today for whoever still sits: a replaced key lets nobody in any more.

        Of whoever has departed only the key of then is left.
        """
        holder = self.current.get(signer)
        return holder.public if holder else self.key(manifest, signer)
