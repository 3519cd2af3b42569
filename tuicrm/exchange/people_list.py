"""A list of people from a table: login, name, role, team, address, first and last day, seat, key, by their headers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tuicrm.exchange.headers import fold
from tuicrm.exchange.reading import Record, read
from tuicrm.plain import sshkeys
from tuicrm.plain.language import _
from tuicrm.plain.money import read_amount
from tuicrm.plain.periods import read_date
from tuicrm.sales import access, people, wording
from tuicrm.store.database import Desk
from tuicrm.store.errors import Refused

HEADERS = {
    "login": ("login", "user", "username", "登录名", "账号"),
    "name": ("name", "full name", "姓名"),
    "role": ("role", "角色"),
    "team": ("team", "团队", "部门"),
    "email": ("email", "e-mail", "mail", "邮箱"),
    "joined": ("joined", "joined on", "first day", "入职日期", "入职"),
    "left": ("left", "left on", "last day", "离职日期", "离职"),
    "seat": ("seat", "seat cost", "席位成本", "月成本"),
    "seat_from": ("seat from", "成本起始日期", "成本起始"),
    "key": ("key", "ssh key", "public key", "公钥"),
}


@dataclass(frozen=True)
class Person:
    """What became of one line: made, changed, same, or refused with a reason."""

    line: int
    login: str
    what: str
    reason: str = ""


def bring_in(desk: Desk, path: Path, *, makes_teams: bool = False) -> tuple[Person, ...]:
    """Let everybody in who is not here yet; of who is, change what the list says otherwise. Line by line.

    A line that is refused leaves the others alone, and a second run changes nothing.
    """
    sheet = read(path)
    columns = {what: name for what, names in HEADERS.items() for name in map(fold, names) if name in sheet.columns}
    if "login" not in columns:
        return (Person(1, "", "refused", _("There is no column for logins. Name one: login")),)
    done = [Person(one.line, "", "refused", one.reason) for one in sheet.unread]
    done += _each(desk, sheet.records, columns, makes_teams)
    return tuple(sorted(done, key=lambda one: one.line))


@dataclass(frozen=True)
class _Here:
    """Who is here already, from when to when."""

    id: int
    joined: date | None
    left: date | None


@dataclass(frozen=True)
class _Line:
    """What a line says, its days and its amount read."""

    words: dict[str, str]
    joined: date | None
    left: date | None
    seat_minor: int | None
    seat_from: date | None


def _each(
    desk: Desk, records: tuple[Record, ...], columns: dict[str, str], makes_teams: bool
) -> Iterator[Person]:  # fmt: skip
    rows = desk.read(people.users, everybody=True)
    known = {each.login: _Here(each.id, each.joined_on, each.left_on) for each in rows}
    currency = desk.read(people.me).home.currency
    for record in records:
        words = {what: record.cells.get(column, "").strip() for what, column in columns.items()}
        login = words["login"]
        try:
            said = _read(words, currency)
            what = "same"
            if login not in known:
                made = desk.write(
                    people.add_user, login, name=words.get("name", ""), role=words.get("role") or "rep",
                    team=words.get("team", ""), joined_on=said.joined or said.left, makes_team=makes_teams,
                )  # fmt: skip
                known[login], what = _Here(made.id, said.joined or said.left, None), "made"
            if _change(desk, known[login], said, makes_teams) and what == "same":
                what = "changed"
        except Refused as refused:
            yield Person(record.line, login, "refused", wording.words(refused))
        except ValueError as wrong:
            yield Person(record.line, login, "refused", str(wrong))
        else:
            yield Person(record.line, login, what)


def _read(words: dict[str, str], currency: str) -> _Line:
    """Read days and amount before anything of the line is written.

    Raises:
        Refused: `order_of_days`, `seat_cost`. ValueError: what cannot be read.
    """
    joined, left, seat_from = (
        read_date(words[what]) if words.get(what) else None for what in ("joined", "left", "seat_from")
    )
    if joined is not None and left is not None and left < joined:
        raise Refused("order_of_days", first=joined, last=left)
    seat = read_amount(words["seat"], currency) if words.get("seat") else None
    if seat is not None and seat.currency != currency:
        said = _("{text} is in {given}, the rest in {currency}.")
        raise ValueError(said.format(text=words["seat"], given=seat.currency, currency=currency))
    if seat is not None and seat.minor < 0:
        raise Refused("seat_cost", given=words["seat"])
    return _Line(words, joined, left, None if seat is None else seat.minor, seat_from)


def _change(desk: Desk, here: _Here, said: _Line, makes_teams: bool) -> bool:
    words, user_id = said.words, here.id
    name, email, role, team = (words.get(what) or None for what in ("name", "email", "role", "team"))
    changed = desk.write(people.edit_user, user_id, name=name, email=email).changed
    if said.joined is not None and said.joined != here.joined:
        changed = desk.write(people.joined, user_id, said.joined) or changed
    if (role or team) and here.left is None:
        placed = desk.write(people.place, user_id, role=role, team=team, makes_team=makes_teams)
        changed = changed or placed.changed
    if said.left is not None and said.left != here.left:
        _leave(desk, here, said.left)
        changed = True
    changed = _cost(desk, user_id, said, here.joined) or changed
    if words.get("key"):
        mine = {one.fingerprint for one in desk.read(access.keys, user_id)}
        if _fingerprint(words["key"]) not in mine:
            desk.write(access.add_key, user_id, words["key"])
            changed = True
    return changed


def _leave(desk: Desk, here: _Here, left: date) -> None:
    """Note a last day, or correct one: the last place holds until the day that counts now."""
    if here.left is not None:
        desk.write(people.stay, here.id)
        since = min(here.left, left) + timedelta(days=1)
        if since <= desk.read(people.me).home.day(desk.clock()):
            desk.write(people.place_between, here.id, since)
    desk.write(people.leave, here.id, left_on=left)


def _cost(desk: Desk, user_id: int, said: _Line, joined_on: date | None) -> bool:
    """Say what the seat costs: from the day of the list on, else from the first day, else from this month on."""
    if said.seat_minor is None:
        return False
    known = desk.read(people.seats, user_id)
    if said.seat_from is not None:
        known = tuple(one for one in known if one.from_on <= said.seat_from)
    if known and known[-1].cost_minor == said.seat_minor:
        return False
    first = None if known else said.joined or joined_on
    desk.write(people.seat, user_id, said.seat_minor, said.seat_from or first)
    return True


def _fingerprint(text: str) -> str:
    try:
        return sshkeys.read(text).fingerprint
    except sshkeys.KeyProblem:
        return ""  # the rule says what is wrong with it
