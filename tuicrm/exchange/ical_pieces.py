"""A calendar file in pieces: one broken entry must not cost the others. Lines are unfolded, their numbers kept."""

from dataclasses import dataclass, field

ENTRIES = ("VEVENT", "VTODO")


@dataclass(frozen=True)
class Trouble:
    """What could not be read, at which line."""

    line: int
    what: str


@dataclass
class Piece:
    """One VEVENT, VTODO or VTIMEZONE with the calendar that it stands in; `is_closed`: its END is there."""

    kind: str
    line: int
    calendar: int
    lines: list[str] = field(default_factory=list)
    is_closed: bool = False

    @property
    def text(self) -> str:
        """The piece as it is parsed alone."""
        return "\r\n".join(self.lines) + "\r\n"


@dataclass
class Pieces:
    """The pieces of a file in order, how many calendars it has and the first one's own properties."""

    found: list[Piece] = field(default_factory=list)
    calendars: int = 0
    head: dict[str, str] = field(default_factory=dict)


def split(text: str) -> Pieces:
    """Divide a file, also one without a calendar around its entries; what stands between them is left out."""
    pieces = Pieces()
    current: Piece | None = None
    for number, whole in _lines(text):
        word = whole.strip().upper()
        if word == "BEGIN:VCALENDAR":
            pieces.calendars += 1
            current = None  # an entry that was never closed ends where the next calendar begins
        elif word.startswith("BEGIN:") and current is None and word[6:] in (*ENTRIES, "VTIMEZONE"):
            current = Piece(word[6:], number, pieces.calendars, [whole.strip()])
            pieces.found.append(current)
        elif word.startswith("BEGIN:") and current is not None and word[6:] in ENTRIES:
            current = Piece(word[6:], number, pieces.calendars, [whole.strip()])  # the one before has no END
            pieces.found.append(current)
        elif current is not None:
            current.lines.append(whole)
            if word == f"END:{current.kind}":
                current.is_closed = True
                current = None
        elif pieces.calendars == 1 and ":" in whole:
            name, _colon, value = whole.partition(":")
            pieces.head.setdefault(name.strip().upper().partition(";")[0], value.strip())
    return pieces


def _lines(text: str) -> list[tuple[int, str]]:
    """Give unfolded lines with the numbers of their first; a blank line inside an entry is passed over."""
    found: list[tuple[int, str]] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if line[:1] in (" ", "\t") and found:
            found[-1] = (found[-1][0], found[-1][1] + line[1:])
        elif line.strip():
            found.append((number, line))
    return found
