"""Public keys of OpenSSH, as one line: read, refused with a reason, told apart by their fingerprint."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

KINDS = frozenset(
    {
        "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    }
)  # fmt: skip
RSA_BITS = 2048
LONGEST = 12_000  # characters; an RSA key of 16,384 bits has 2,800


class KeyProblem(ValueError):
    """A line that is no public key that lets somebody in. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PublicKey:
    """One public key: its kind, its body in base64, what its owner wrote behind it."""

    kind: str
    body: str
    comment: str

    @property
    def fingerprint(self) -> str:
        """The fingerprint as `ssh-keygen -l` shows it."""
        return fingerprint(self.body)


def read(text: str) -> PublicKey:
    """Read one line of an `id_....pub` file.

    Raises:
        KeyProblem: `key_private` (the other half, which nobody else may see), `key_many` (several lines),
            `key_options` (a line of an authorized_keys file with options), `key_kind` (DSA, certificates, unknown),
            `key_short` (RSA under 2,048 bits), `key_form` (anything else).
    """
    text = text.strip()
    if "PRIVATE KEY" in text:
        raise KeyProblem("key_private")
    if len(text) > LONGEST:
        raise KeyProblem("key_form")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if len(lines) != 1:
        raise KeyProblem("key_many" if lines else "key_form")
    kind, _blank, rest = lines[0].strip().partition(" ")
    body, _blank, comment = rest.strip().partition(" ")
    if kind not in KINDS:
        raise KeyProblem(_why_not(kind, lines[0]))
    blob = _blob(body)
    if blob is None or _strings(blob)[:1] != [kind.encode()]:
        raise KeyProblem("key_form")
    if kind == "ssh-rsa" and _rsa_bits(blob) < RSA_BITS:
        raise KeyProblem("key_short")
    return PublicKey(kind, body, comment.strip())


def fingerprint(body: str) -> str:
    """Give the SHA-256 fingerprint of a key's body in base64, without the padding."""
    digest = hashlib.sha256(base64.b64decode(body)).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def is_body(text: str) -> bool:
    """Say whether a text can be the base64 body of a key, so that it may stand in a line of sshd's."""
    return _blob(text) is not None


def _why_not(kind: str, line: str) -> str:
    if any(f" {known} " in f" {line} " for known in KINDS):
        return "key_options"
    return "key_kind" if re.fullmatch(r"(ssh|ecdsa|sk)-[\w@.-]+", kind) else "key_form"


def _blob(body: str) -> bytes | None:
    if not re.fullmatch(r"[A-Za-z0-9+/]+={0,2}", body):
        return None
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        return None


def _strings(blob: bytes) -> list[bytes]:
    """Read the length-prefixed fields of a key (RFC 4253, 6.6); what is cut short ends the list."""
    fields = []
    while len(blob) >= 4:
        size = int.from_bytes(blob[:4], "big")
        if size > len(blob) - 4:
            break
        fields.append(blob[4 : 4 + size])
        blob = blob[4 + size :]
    return fields


def _rsa_bits(blob: bytes) -> int:
    fields = _strings(blob)
    return int.from_bytes(fields[2], "big").bit_length() if len(fields) > 2 else 0
