"""Words and links that let somebody in once: made here, shown once, kept only as a digest."""

import hashlib
import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read for another
GROUPS, IN_GROUP = 5, 5  # 25 letters of 31: 123 bits


def word() -> str:
    """Make a one-time word that can be read out over the telephone: five groups of five letters."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(IN_GROUP)) for _ in range(GROUPS))


def token() -> str:
    """Make a secret for a URL or a cookie: 256 bits."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Give what is kept of a secret. It is long and random, so that no salt and no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def as_typed(said: str) -> str:
    """Give a word as it was made, however it was typed: in capitals, with blanks for dashes, or without."""
    letters = "".join(letter for letter in said.lower() if letter.isalnum())
    return "-".join(letters[at : at + IN_GROUP] for at in range(0, len(letters), IN_GROUP))
