"""What can go wrong below the screens, as codes and facts; words are put to them at the bridge and the CLI."""

from collections.abc import Sequence
from dataclasses import dataclass


class StoreError(Exception):
    """Anything that the program itself raises on purpose."""


class Refused(StoreError):
    """A rule says no: `code` is one of the rule's own codes, `facts` fill the sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class NotFound(Refused):
    """No such record, or none that the actor may see: both sound alike."""

    def __init__(self, kind: str, key: object) -> None:
        super().__init__("not_found", kind=kind, key=key)


class NotAllowed(Refused):
    """The actor's role does not give this right."""

    def __init__(self, right: str, **facts: object) -> None:
        super().__init__("not_allowed", right=right, **facts)


@dataclass(frozen=True)
class Candidate:
    """One record that an ambiguous KEY may mean."""

    id: int
    name: str


class Ambiguous(Refused):
    """A KEY names more than one record."""

    def __init__(self, kind: str, key: str, candidates: Sequence[Candidate]) -> None:
        super().__init__("ambiguous", kind=kind, key=key)
        self.candidates = tuple(candidates)


class ChangedSince(Refused):
    """Somebody else changed the record between reading and writing."""

    def __init__(self, kind: str, record_id: int, by: str | None, fields: Sequence[str] = ()) -> None:
        super().__init__("changed_since", kind=kind, id=record_id, by=by, fields=tuple(fields))


class DatabaseProblem(StoreError):
    """The database cannot be used as it is; `why` is the driver's own word, for the log."""

    def __init__(self, where: str, why: str = "") -> None:
        super().__init__(f"{where}: {why}" if why else where)
        self.where = where
        self.why = why


class Unreachable(DatabaseProblem):
    """No connection, or it was lost and stayed lost."""


class Unusable(DatabaseProblem):
    """Something is wrong with it that no second try mends: `code` says what, such as `full` or `readonly`."""

    def __init__(self, where: str, code: str, why: str = "") -> None:
        super().__init__(where, why or code)
        self.code = code


class NotMade(DatabaseProblem):
    """There is no database yet, or an empty one."""


class TooNew(DatabaseProblem):
    """A newer program made or migrated this database; nothing was touched."""


class TooOld(DatabaseProblem):
    """A shared database that an administrator has to upgrade first."""


class NotOurs(DatabaseProblem):
    """The database holds tables, but not those of tuicrm."""
