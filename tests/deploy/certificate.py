"""A certificate for one test run, so that the proofs speak TLS as people's browsers do."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from store.clock import utc_today


def write_certificate(folder: Path, names: Sequence[str]) -> None:
    """Write one self-signed certificate, good for all names, under each name."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _signed_by(key, names).public_bytes(Encoding.PEM)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    folder.mkdir()
    for name in names:
        (folder / f"{name}.pem").write_bytes(certificate)
        (folder / f"{name}.key").write_bytes(secret)


def _signed_by(key: ec.EllipticCurvePrivateKey, names: Sequence[str]) -> x509.Certificate:
    nobody = x509.Name([])
    midnight = datetime.combine(utc_today(), time(), UTC)
    alternatives = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
    return (
        x509.CertificateBuilder()
        .subject_name(nobody)
        .issuer_name(nobody)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(midnight - timedelta(days=1))
        .not_valid_after(midnight + timedelta(days=2))
        .add_extension(alternatives, critical=True)
        .sign(key, hashes.SHA256())
    )
