"""What a passkey's page posts, taken out of its form."""

from base64 import urlsafe_b64decode

from flask import request

from casework.members.services.passkeys import Answer


def passkey_answer() -> Answer:
    """Read the device's words, and the passkey's secret if it made one."""
    return Answer(request.form.get("words", ""), _bytes(request.form.get("secret", "")))


def hidden_bytes(name: str) -> bytes:
    return _bytes(request.form.get(name, ""))


def _bytes(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""
