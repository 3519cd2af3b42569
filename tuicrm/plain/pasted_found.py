"""What is found in a pasted text while it is read, line by line."""

from dataclasses import dataclass, field


@dataclass
class Found:
    """Texts by kind, numbers and addresses in their order, and what is left.

    Attributes:
        here, region: where we are, and where the card is from: there its numbers are dialled.
    """

    here: str
    region: str
    texts: dict[str, str] = field(default_factory=dict)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    message: list[str] = field(default_factory=list)
    address_ended: int = -2

    def put(self, name: str, text: str) -> bool:
        """Keep the first text of a kind; say whether it was the first."""
        if not text or name in self.texts:
            return False
        self.texts[name] = text
        return True
