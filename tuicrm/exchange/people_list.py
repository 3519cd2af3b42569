"""A list of people from a table: login, name, role, team, address, first day and public key, by their headers."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tuicrm.exchange.headers import fold
from tuicrm.exchange.reading import Record, read
from tuicrm.plain import sshkeys
from tuicrm.plain.language import _
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


def _each(
    desk: Desk, records: tuple[Record, ...], columns: dict[str, str], makes_teams: bool
) -> Iterator[Person]:  # fmt: skip
    known = {each.login: each.id for each in desk.read(people.users, everybody=True)}
    for record in records:
        said = {what: record.cells.get(column, "").strip() for what, column in columns.items()}
        login = said["login"]
        try:
            joined = read_date(said["joined"]) if said.get("joined") else None
            what = "same"
            if login not in known:
                made = desk.write(
                    people.add_user, login, name=said.get("name", ""), role=said.get("role") or "rep",
                    team=said.get("team", ""), joined_on=joined, makes_team=makes_teams,
                )  # fmt: skip
                known[login], what = made.id, "made"
            if _change(desk, known[login], said, makes_teams) and what == "same":
                what = "changed"
        except Refused as refused:
            yield Person(record.line, login, "refused", wording.words(refused))
        except ValueError as wrong:
            yield Person(record.line, login, "refused", str(wrong))
        else:
            yield Person(record.line, login, what)


def _change(desk: Desk, user_id: int, said: dict[str, str], makes_teams: bool) -> bool:
    changed = desk.write(
        people.edit_user, user_id, name=said.get("name") or None, email=said.get("email") or None
    ).changed
    if said.get("role") or said.get("team"):
        placed = desk.write(
            people.place, user_id, role=said.get("role") or None, team=said.get("team") or None, makes_team=makes_teams
        )
        changed = changed or placed.changed
    if said.get("key"):
        mine = {one.fingerprint for one in desk.read(access.keys, user_id)}
        if _fingerprint(said["key"]) not in mine:
            desk.write(access.add_key, user_id, said["key"])
            changed = True
    return changed


def _fingerprint(text: str) -> str:
    try:
        return sshkeys.read(text).fingerprint
    except sshkeys.KeyProblem:
        return ""  # the rule says what is wrong with it
