"""Letters that the host's timers send by its own sendmail: each person's morning, and the week for who leads."""

import shutil
import subprocess
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from tuicrm.plain import formats, language
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.sales import agenda, analysis, people
from tuicrm.sales.agenda.nowlist import APPROVE, ASKED, CALL_BACK, HANDED, LATE, OFFERED, PROMISED, SILENT, TODAY

if TYPE_CHECKING:
    from tuicrm.sales.agenda.nowlist import NowList
    from tuicrm.sales.people import Me, UserRow
    from tuicrm.store.database import Database, Desk

Send = Callable[[EmailMessage], None]
MOST = 12
"""Lines of one section; a letter is read standing."""

SECTIONS = {
    CALL_BACK: N_("Call back"),
    APPROVE: N_("Waits for your approval"),
    ASKED: N_("Asked, not yet answered"),
    HANDED: N_("Handed over to you"),
    OFFERED: N_("Of colleagues who are away"),
    PROMISED: N_("Promised"),
    LATE: N_("Late"),
    TODAY: N_("Planned today"),
    SILENT: N_("Silent"),
}


def morning(database: "Database", desk: "Desk", send: Send | None = None) -> int:
    """Send everybody who has an address what waits for them today; nothing to do is no letter. Give how many."""
    return _to_each(database, desk, send or by_sendmail, _morning)


def weekly(database: "Database", desk: "Desk", send: Send | None = None) -> int:
    """Send who leads or manages the five sentences of the team page. Give how many."""
    return _to_each(database, desk, send or by_sendmail, _weekly)


def by_sendmail(letter: EmailMessage) -> None:
    """Hand a letter to the host's sendmail.

    Raises:
        OSError: there is none, or it did not take the letter.
    """
    program = shutil.which("sendmail", path="/usr/sbin:/usr/lib:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        raise OSError(None, _("this host has no sendmail; install a mail program such as postfix"))
    ran = subprocess.run([program, "-t", "-i"], input=letter.as_bytes(policy=SMTP), capture_output=True, check=False)
    if ran.returncode:
        raise OSError(None, ran.stderr.decode("utf-8", "replace").strip().partition("\n")[0] or "sendmail")


def _to_each(
    database: "Database", desk: "Desk", send: Send, write: "Callable[[Desk, Me], tuple[str, str] | None]"
) -> int:  # fmt: skip
    sent = 0
    before = language.current()
    try:
        for each in desk.read(people.users):
            if each.email:
                theirs = database.as_(each.login, desk.clock, "timer")
                me = theirs.read(people.me)
                language.use(me.language or before)
                if (written := write(theirs, me)) is not None:
                    send(_letter(each, *written))
                    sent += 1
    finally:
        language.use(before)
    return sent


def _letter(to: "UserRow", subject: str, body: str) -> EmailMessage:
    letter = EmailMessage()
    letter["To"] = to.email
    letter["Subject"] = subject
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(body)
    return letter


def _morning(desk: "Desk", me: "Me") -> tuple[str, str] | None:
    if me.role not in ("rep", "team_lead", "manager", "administrator"):
        return None
    found = desk.read(agenda.now_list)
    if not found.rows:
        return None
    subject = _("{day}: {n} things to do").format(day=formats.day(me.today, me.today), n=len(found.rows))
    return subject, _listed(found)


def _listed(found: "NowList") -> str:
    lines: list[str] = []
    for section, title in SECTIONS.items():
        rows = [row for row in found.rows if row.section == section]
        if rows:
            lines += ["", _(title)]
            lines += [f"  {_line(row)}" for row in rows[:MOST]]
            if len(rows) > MOST:
                lines.append(_("  and {n} more").format(n=len(rows) - MOST))
    return "\n".join(lines[1:]) + "\n"


def _line(row: object) -> str:
    parts = [getattr(row, name) for name in ("customer", "contact", "subject", "project")]
    return ", ".join(dict.fromkeys(show(part) for part in parts if part))


def _weekly(desk: "Desk", me: "Me") -> tuple[str, str] | None:
    if me.role not in ("team_lead", "manager", "administrator"):
        return None
    from tuicrm.sales.analysis.sentences import sentences
    from tuicrm.sales.analysis.telling.phase import phase_words

    page = desk.read(analysis.team_page)
    said = sentences(page)
    body = "\n\n".join((phase_words(page.phase), *(f"{one.name}\n{one.text}" for one in said)))
    return _("The week in five sentences"), f"{body}\n"
