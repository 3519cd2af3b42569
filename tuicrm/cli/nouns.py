"""The commands, noun by noun. A noun's module is imported when it is used, never to list it."""

import re
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from tuicrm.cli.spoken import Helped, Noun, Verb
from tuicrm.plain.language import N_, _, in_a_row

if TYPE_CHECKING:
    from typer._click import Command, Context
    from typer._click.formatting import HelpFormatter
    from typer._click.shell_completion import CompletionItem

NOUNS = {
    "demo": ("tuicrm.cli.demo", N_("Look around in a sample company; nothing of yours is touched.")),
    "lead": ("tuicrm.cli.lead", N_("Take somebody in.")),
    "pool": ("tuicrm.cli.pool", N_("Free customers: list, claim, release, assign, lock, recycle; do we know them?")),
    "intake": ("tuicrm.cli.intake", N_("Doors for other programs: a mail, a web form.")),
    "inquiry": ("tuicrm.cli.inquiry", N_("What arrived and what became of it; verdicts.")),
    "customer": ("tuicrm.cli.customer", N_("Find, show, list and edit customers.")),
    "project": ("tuicrm.cli.project_all", N_("Begin, find, move, win and lose projects.")),
    "board": ("tuicrm.cli.board", N_("Open projects by stage, today or on any past day.")),
    "agenda": ("tuicrm.cli.agenda", N_("What to do next: list, plan, record, postpone, call off.")),
    "today": ("tuicrm.cli.today", N_("What to do next, numbered; the numbers work with brief, done and plan.")),
    "brief": ("tuicrm.cli.brief", N_("Everything before a meeting on one page.")),
    "done": ("tuicrm.cli.done", N_("What came of a line of today's list, in a sentence.")),
    "plan": ("tuicrm.cli.plan", N_("Plan the next step for a line of today's list.")),
    "timeline": ("tuicrm.cli.timeline", N_("Plan and record of a customer, a project or a person in one.")),
    "comment": ("tuicrm.cli.comment", N_("Comments on what we work on: add, list, remove.")),
    "notice": ("tuicrm.cli.notice", N_("Who named you, who wrote on what is yours, what you were given.")),
    "run": ("tuicrm.cli.run", N_("Call one after the other: start, next, log, skip, end.")),
    "outcome": ("tuicrm.cli.outcome", N_("What can come of a call: list, set, drop.")),
    "handover": ("tuicrm.cli.handover", N_("Pass work on: give, accept, return; all that somebody holds.")),
    "review": ("tuicrm.cli.review", N_("The weekly review: what changed, who calls what, what to talk about.")),
    "pair": ("tuicrm.cli.pair", N_("Who learns from whom this week: propose, make, fill, accept, effect.")),
    "report": ("tuicrm.cli.report", N_("Figures by month, person, product and more.")),
    "settings": ("tuicrm.cli.settings", N_("What the team agrees on: list, get, set.")),
    "target": ("tuicrm.cli.target", N_("What people are to sell in a month: set, list.")),
    "rate": ("tuicrm.cli.rate", N_("What other currencies are worth: set, list, drop.")),
    "forecast": ("tuicrm.cli.forecast", N_("What people say their period will bring: say, list.")),
    "user": ("tuicrm.cli.user", N_("Who is in the team, in which role: list, add, place, leave.")),
    "kind": ("tuicrm.cli.kind", N_("The kinds of actions: the program's and the team's own.")),
    "leave": ("tuicrm.cli.leave", N_("Days away, and the plans of those days: list, enter, withdraw, take over.")),
    "hours": ("tuicrm.cli.hours", N_("Working hours, time zones, holidays and free days.")),
    "session": ("tuicrm.cli.session", N_("Who has a window open: list, say something, end one.")),
    "audit": ("tuicrm.cli.audit", N_("Who changed what, and who read much at once.")),
    "undo": ("tuicrm.cli.undo", N_("Take your last act back, or list what can be.")),
    "import": ("tuicrm.cli.import_", N_("Bring in the records of another system.")),
    "db": ("tuicrm.cli.db", N_("Look at the database, check it, bring it up to date.")),
    "stage": ("tuicrm.cli.stage_file", N_("The steps of the funnel: list, add, edit, remove, export, import.")),
    "source": ("tuicrm.cli.source", N_("The channels that customers come from.")),
    "campaign": ("tuicrm.cli.campaign", N_("Campaigns, what they cost, and how far they got.")),
    "field": ("tuicrm.cli.field", N_("The fields that the team declares itself.")),
    "ssh": ("tuicrm.cli.ssh", N_("Let the team in over SSH, and test that nobody else is.")),
    "host": ("tuicrm.cli.host.command", N_("Set a machine up for the team; what its timers do.")),
    "status": ("tuicrm.cli.status", N_("Whether this host and its database are well.")),
    "serve": ("tuicrm.cli.serve", N_("Show the screens in browsers, to who came in by a link.")),
    "completion": ("tuicrm.cli.completion", N_("Let the shell complete commands.")),
}
"""noun -> the module that has its `app = noun()`, and its line of help."""

PLAIN: dict[str, Any] = {
    "add_completion": False,  # it would write to .bashrc; ours is a command
    "rich_markup_mode": None,  # rich help takes three times as long
    "pretty_exceptions_enable": False,
}


class Verbs(Helped, TyperGroup):
    """A group that names the nearest command when there is none of that name."""

    def resolve_command(self, ctx: "Context", args: list[str]) -> "tuple[str | None, Command | None, list[str]]":
        """Give the command for the first word."""
        known = self.list_commands(ctx)
        if args[0] not in known and not ctx.resilient_parsing and not args[0].startswith("-"):
            near = get_close_matches(args[0], known, n=1)
            message = _("There is no command “{name}”.").format(name=args[0])
            if near:
                message = in_a_row(message, _("Did you mean “{name}”?").format(name=near[0]))
            ctx.fail(message)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the list for `--help`: each line whole, without its example."""
        lines = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _before_example(command.help or "")) for name, command in lines if command])


class Nouns(Verbs):
    """The program itself: a group whose members are not loaded yet."""

    def list_commands(self, ctx: "Context") -> list[str]:
        """Give the nouns in the order of the table."""
        return list(NOUNS)

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        """Import a noun, now that it is used."""
        if cmd_name not in NOUNS:
            return None
        module, line = NOUNS[cmd_name]
        command = typer.main.get_command(import_module(module).app)
        command.name = cmd_name
        command.help = _(line)
        return command

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the list for `--help` without importing one of them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line)) for name, (_module, line) in NOUNS.items()])

    def shell_complete(self, ctx: "Context", incomplete: str) -> "list[CompletionItem]":
        """Complete a noun without importing it."""
        from typer._click.shell_completion import CompletionItem

        nouns = [
            CompletionItem(name, help=_(line)) for name, (_module, line) in NOUNS.items() if name.startswith(incomplete)
        ]
        return nouns + super(TyperGroup, self).shell_complete(ctx, incomplete)


def _before_example(line: str) -> str:
    """Leave off the example of "Take free customers: tuicrm pool claim Acme", which the verb's own help shows."""
    return re.split(r"[:：] ?tuicrm ", line)[0]


def noun(kind: type[Verb] = Verb) -> typer.Typer:
    """Make the `app` of one noun; its verbs are its commands, its help is its line in `NOUNS`.

    Args:
        kind: `Spoken` where a name or KEY comes first and values may have lost their quotation marks.
    """
    return Noun(kind, cls=Verbs, no_args_is_help=True, callback=_nothing, **PLAIN)


def _nothing() -> None:
    """Stand as a callback: without one a noun with a single verb would be that verb itself."""
