"""What others, or we ourselves, have changed: told to the screen that is shown."""

from dataclasses import dataclass

from textual.message import Message

__all__ = ["Changed", "Touched"]

Touched = tuple[str, int]
"""Kind and id of a record, as the audit trail names them: ("customer", 12)."""


@dataclass
class Changed(Message, bubble=False):
    """Records were written, here or elsewhere; who shows one of them paints it anew.

    `mine`: only by acts of this window. `all`: so much was changed that nothing can be taken for unchanged.
    """

    touched: frozenset[Touched]
    mine: bool = False
    all: bool = False

    def touches(self, kind: str, record_id: int | None = None) -> bool:
        """Tell whether any record of a kind was changed, or this one."""
        if self.all:
            return True
        if record_id is not None:
            return (kind, record_id) in self.touched
        return any(name == kind for name, _id in self.touched)

    def plus(self, other: "Changed") -> "Changed":
        """Return both as one, for a pane that was not shown meanwhile."""
        together = self.touched | other.touched
        everything = self.all or other.all or len(together) > 5000
        return Changed(frozenset() if everything else together, self.mine and other.mine, everything)
