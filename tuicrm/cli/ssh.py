"""`tuicrm ssh`: what sshd calls, and whether it is set up safely. See docs/ssh.md."""

import os
import sys
from typing import TYPE_CHECKING, Annotated, cast

import typer

from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsJson
from tuicrm.plain.language import _, in_a_row

if TYPE_CHECKING:
    from tuicrm.cli.given import Given

app = noun()


@app.command("keys", help=_("For sshd's AuthorizedKeysCommand: the line of a key that is known here."))
def keys(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="TYPE", help=_("As sshd names it: ssh-ed25519 ..."))],
    body: Annotated[str, typer.Argument(metavar="KEY", help=_("The key itself, in base64."))],
) -> int:
    """Print the line that lets the holder of a key in as themself, or nothing.

    A key that nobody knows is let in to type a one-time word, as long as one was given out and not used.
    """
    from tuicrm.cli import output, screens
    from tuicrm.cli.remote.entry import program_reads
    from tuicrm.plain import sshkeys
    from tuicrm.sales.access import by_fingerprint, waits_for_keys
    from tuicrm.store.database import clock

    if kind not in sshkeys.KINDS or not sshkeys.is_body(body):
        return 0  # certificates and kinds of tomorrow: nobody here has one
    said = screens.settings(cast("Given", ctx.obj))
    mark = sshkeys.fingerprint(body)
    known = program_reads(said.database_url, lambda session: by_fingerprint(session, mark))
    if known is not None and (known.kind, known.body) == (kind, body):
        output.say(_line(ctx, kind, body, "enter", str(known.id)))
    elif known is None and program_reads(said.database_url, lambda session: waits_for_keys(session, clock())):
        output.say(_line(ctx, kind, body, "join", kind, body))
    return 0


@app.command("enter", hidden=True, help=_("For the forced command of a key: let its holder in."))
def enter(ctx: typer.Context, key_id: int) -> int:
    """Let the holder of a key in."""
    from tuicrm.cli.remote import entry

    return entry.enter(cast("Given", ctx.obj).config, key_id)


@app.command("join", hidden=True, help=_("For the forced command of a key that nobody knows yet: ask for the word."))
def join(ctx: typer.Context, kind: str, body: str) -> int:
    """Ask for the one-time word and add the key that has just signed."""
    from tuicrm.cli.remote import newcomer

    return newcomer.join(cast("Given", ctx.obj).config, f"{kind} {body}")


@app.command("check", help=_("Test that owners and modes leave nobody else a way in."))
def check(
    ctx: typer.Context, user: Annotated[str, typer.Option("--for", metavar="USER")] = "crm", json: AsJson = False
) -> int:
    """Test what sshd and we rely on; each fault says what to do. Ends with 1 if there is any."""
    from tuicrm.cli import output
    from tuicrm.cli.host import checking

    found = checking.faults(user, interpreter=sys.executable)
    if json:
        output.document([{"what": one.what, "todo": one.todo} for one in found])
    for one in found if not json else []:
        output.talk(f"tuicrm: {in_a_row(one.what, one.todo)}")
    if not found and not json:
        output.talk(_("Nothing found: owners, modes, shell and sshd's configuration are as they should be."))
    return 1 if found else 0


def _line(ctx: typer.Context, *words: str) -> str:
    """One line of an authorized_keys file: everything restricted but the terminal, and one command forced."""
    import shlex

    kind, body, *rest = words
    config = cast("Given", ctx.obj).config
    program = [sys.executable, "-I", "-X", "utf8", "-m", "tuicrm"]
    program += ["--config", os.path.abspath(config)] if config else []
    forced = shlex.join([*program, "ssh", *rest]).replace("\\", "\\\\").replace('"', '\\"')
    return f'restrict,pty,command="{forced}" {kind} {body}'
