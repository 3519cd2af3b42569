"""How often something that takes long may be read anew because others write."""

from time import monotonic

SHARE = 20
"""What took a second is read again at the earliest after twenty: a twentieth of the time goes into it."""


class Patience:
    """Tell `begins` and `ends` of each reading; `is_over` says whether it may be read again."""

    def __init__(self) -> None:
        self._begun: float | None = None
        self._took = 0.0
        self._ended = 0.0

    def begins(self) -> None:
        """A reading begins; one that was under way does not count any more."""
        self._begun = monotonic()

    def ends(self) -> None:
        """It is over."""
        if self._begun is not None:
            self._ended = monotonic()
            self._took, self._begun = self._ended - self._begun, None

    @property
    def is_over(self) -> bool:
        """Say whether enough time has passed since the last reading; while one is under way it has not."""
        return self._begun is None and monotonic() - self._ended >= self._took * SHARE
