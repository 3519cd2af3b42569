"""THE table of actions: every act of every screen, with its key, its words and its place."""

from dataclasses import dataclass

from tuicrm.plain.language import N_, NP_

PHONE_KEYS = frozenset({*"123456789", "enter", "escape", "space", "tab", "up", "down", "left", "right", "backspace"})
"""Keys that arrive from a phone and with an input method on. Each act can be reached by these alone."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a person can do, somewhere.

    `key` is the default: Textual names or single characters, divided by commas, the first is shown; "" for
    an act that only the menu and the palette have. `where` names the places that bind it: a screen, a widget
    ("list", "marks", "columns") or "app". `priority` orders the footer (0: not there), `menu` the `space`
    menu (None: not there; the lowest comes first). `action` is the method without `action_`, by default the
    verb.
    """

    id: str
    key: str
    words: str
    tip: str
    where: tuple[str, ...]
    priority: int = 0
    menu: int | None = None
    action: str = ""

    @property
    def method(self) -> str:
        """Return the Textual action, perhaps with arguments: `claim`, `show('pool')`."""
        return self.action or self.id.partition(".")[2]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the default keys one by one; empty when it has none."""
        return tuple(self.key.split(",")) if self.key else ()


SCREENS: dict[str, tuple[str, ...]] = {
    "pool": ("pool", "list", "marks", "app"),
    "board": ("board", "columns", "marks", "app"),
    "agenda": ("agenda", "list", "app"),
    "charts": ("charts", "list", "app"),
    "team": ("team", "list", "app"),
    "customer": ("customer", "list", "app"),
    "project": ("project", "list", "app"),
    "settings": ("settings", "list", "app"),
    "run": ("run", "app"),
    "brief": ("brief", "list", "app"),
    "timeline": ("timeline", "list", "app"),
    "trail": ("trail", "list", "app"),
    "stages": ("stages", "list", "app"),
    "changes": ("changes", "list", "app"),
    "review": ("review", "list", "app"),
    "dupes": ("dupes", "list", "app"),
    "sources": ("sources", "list", "app"),
    "answer": ("answer", "list", "app"),
    "fields": ("fields", "list", "app"),
    "pairs": ("pairs", "list", "app"),
}
"""The places whose acts are at hand on each screen, nearest first."""

TYPED_INTO = frozenset({"run"})
"""Screens on which letters always go into a field: the footer names no letter there, the menu has the acts."""

TABS = ("pool", "board", "agenda", "charts", "team")
"""The five screens: what is about nothing under the cursor is found by its name on each, in the menu of the first."""

ACTS: tuple[Act, ...] = (
    Act("list.open", "enter", N_("open"), N_("Open what is under the cursor"), ("list", "columns", "grid"), 90),
    Act("list.up", "up,k", N_("up"), N_("One up"), ("list", "columns", "grid")),
    Act("list.down", "down,j", N_("down"), N_("One down"), ("list", "columns", "grid")),
    Act("list.left", "left,h", N_("left"), N_("One column to the left"), ("columns", "grid")),
    Act("list.right", "right,l", N_("right"), N_("One column to the right"), ("columns", "grid")),
    Act("list.first", "g,home", N_("first"), N_("To the first"), ("list", "columns", "grid")),
    Act("list.last", "G,end", N_("last"), N_("To the last"), ("list", "columns", "grid")),
    Act("list.page_up", "pageup", N_("page up"), N_("One page up"), ("list", "columns", "grid")),
    Act("list.page_down", "pagedown", N_("page down"), N_("One page down"), ("list", "columns", "grid")),
    Act("list.mark", "x", N_("mark"), N_("Mark this one, or take the mark off"), ("marks",), 60, 40),
    Act("list.mark_all", "X", N_("mark all"), N_("Mark all that are shown, or none"), ("marks",), 0, 45),
    Act("pool.claim", "c", N_("claim"), N_("Claim: take out of the pool"), ("pool", "customer"), 89, 10),
    Act("pool.release", "f", N_("give free"), N_("Give back to the pool"), ("pool", "customer"), 20, 20),
    Act("customer.edit", "", N_("edit"), N_("Edit the customer"), ("pool", "customer"), 0, 15),
    Act("pool.search", "/", N_("filter"), N_("Search and filter"), ("pool",), 50, 50),
    Act("pool.assign", "o", N_("hand over"), N_("Assign to a colleague"), ("pool", "customer"), 0, 22),
    Act("pool.views", "v", N_("views"), N_("Choose a view: free, mine, the team's"), ("pool",), 28, 42, "views"),
    Act("pool.sort", "s", N_("sort"), N_("Choose the order"), ("pool",), 27, 44),
    Act("pool.columns", "", N_("columns"), N_("Choose the columns of this list"), ("pool",), 0, 46),
    Act("pool.use", "", N_("use"), N_("Open the customers of one use"), ("pool",), 0, 47),
    Act("pool.lock", "", N_("lock"), N_("Lock against recycling, or unlock"), ("pool",), 0, 26),
    Act("pool.reassign", "O", N_("reassign"), N_("Give to whoever of the team has room"), ("pool",), 0, 27),
    Act("pool.reveal", "", N_("show"), N_("Show phones and mails: it is counted"), ("pool",), 0, 28),
    Act("pool.classify", "", N_("class"), N_("Give a class, to all marked ones"), ("pool",), 0, 29),
    Act("pool.put", "", N_("pool"), N_("Let it belong to another pool"), ("pool",), 0, 31),
    Act("settings.show", "", N_("settings"), N_("What the team agrees on"), TABS, 0, 70, "settings"),
    Act("settings.change", "", N_("change"), N_("Change this setting"), ("settings",), 0, 10),
    Act("pool.project", "", N_("new project"), N_("Begin a project of this customer"), ("pool",), 0, 18),
    Act("customer.tag", "", N_("tag"), N_("Put a tag on, or take it off"), ("pool", "customer"), 0, 48),
    Act("customer.need", "", N_("need"), N_("Say what they want"), ("customer",), 0, 49),
    Act("inquiry.judge", "", N_("verdict"), N_("Why an inquiry leads nowhere"), ("customer", "agenda"), 0, 47),
    Act("customer.dupes", "", N_("duplicates"), N_("Customers that may be one"), (*TABS, "customer"), 0, 55),
    Act("source.report", "", N_("sources"), N_("What channels and campaigns brought"), TABS, 0, 56),
    Act("field.list", "", N_("fields"), N_("The fields that the team declares itself"), TABS, 0, 57),
    Act("dupes.decide", "", N_("decide"), N_("One customer, or not the same"), ("dupes",), 0, 10),
    Act("dupes.views", "v", N_("views"), N_("Open pairs, or those decided"), ("dupes",), 55, 20, "views"),
    Act("sources.views", "v", N_("views"), N_("Channels, campaigns, period"), ("sources",), 55, 10, "views"),
    Act("campaign.add", "B", N_("new campaign"), N_("Make a campaign"), ("sources",), 56, 12, "add"),
    Act("campaign.edit", "", N_("edit"), N_("Change the campaign"), ("sources",), 0, 14, "edit"),
    Act("campaign.cost", "", N_("cost"), N_("What the campaign cost in a month"), ("sources",), 0, 16, "cost"),
    Act("field.add", "B", N_("new field"), N_("Declare a field"), ("fields",), 56, 10, "add"),
    Act("field.edit", "", N_("edit"), N_("Change the field"), ("fields",), 0, 20, "edit"),
    Act("field.away", "", N_("set aside"), N_("Set the field aside"), ("fields",), 0, 30, "away"),
    Act("customer.views", "v", N_("views"), N_("Choose a part of the card"), ("customer",), 55, 50, "views"),
    Act("customer.copy", "y", N_("copy"), N_("Copy a phone or an e-mail"), ("pool", "customer"), 35, 25),
    Act("contact.add", "", N_("contact"), N_("Add a person at the customer"), ("customer",), 0, 28, "contact"),
    Act("lead.add", "+", N_("new"), N_("Take in whoever asks: paste or type"), ("app",), 40, 46, "take_in"),
    Act("project.move", "m", N_("stage"), N_("Choose the stage from a list"), ("board", "project"), 84, 20),
    Act(
        "project.backward",
        "H",
        NP_("moving a card", "back"),
        N_("Move the card one stage back"),
        ("columns",),
        85,
        25,
        "backward",
    ),
    Act(
        "project.forward",
        "L",
        NP_("moving a card", "on"),
        N_("Move the card one stage on"),
        ("columns",),
        86,
        10,
        "forward",
    ),
    Act("project.win", "", N_("won"), N_("Won: amount and cost"), ("board", "project"), 0, 30),
    Act("project.lose", "", N_("lost"), N_("Lost: for what reason"), ("board", "project"), 0, 35),
    Act("project.reopen", "", N_("reopen"), N_("Open a closed project again"), ("project",), 0, 38),
    Act("project.edit", "", N_("edit"), N_("Edit the project"), ("project",), 0, 40),
    Act("project.add", "B", N_("new project"), N_("Begin a new project"), ("board", "customer"), 40, 45),
    Act("board.filter", "/", N_("filter"), N_("Search and filter"), ("board",), 50, 50),
    Act("board.whose", "", N_("whose"), N_("Choose a team or a person"), ("board",), 0, 52),
    Act("board.views", "v", N_("views"), N_("Choose a saved view, or save this"), ("board",), 0, 54, "views"),
    Act("board.lanes", "|", N_("lanes"), N_("Lanes by owner, or none"), ("board",), 0, 60),
    Act("board.size", "=", N_("size"), N_("Small cards or large ones"), ("board",), 0, 62),
    Act("board.fold", "-", N_("fold"), N_("Fold this column, or unfold it"), ("board",), 0, 64),
    Act("board.hide", "", N_("hide"), N_("Hide columns, show hidden ones"), ("board",), 0, 66),
    Act("board.funnel", "", N_("funnel"), N_("Choose another funnel"), ("board",), 0, 68),
    Act("board.stages", "", N_("stages"), N_("The stages and their playbooks"), ("board",), 0, 70),
    Act("project.path", "p", N_("path"), N_("What the stage wants, its playbook"), ("board", "project"), 83, 14),
    Act("project.quick", "E", N_("amount"), N_("Amount, day or chance, in place"), ("board", "project"), 0, 22),
    Act("project.tag", "", N_("tags"), N_("Put tags on, or take them off"), ("board", "project"), 0, 46),
    Act("project.approve", "", N_("approve"), N_("Agree to the move that waits"), ("board", "project"), 0, 88),
    Act("project.people", "", N_("people"), N_("Who plays which part in the project"), ("project",), 0, 41),
    Act("project.goods", "", N_("products"), N_("Products and quantities"), ("project",), 0, 42),
    Act("project.needs", "", N_("needs"), N_("What it is to meet"), ("project",), 0, 43),
    Act("helper.list", "", N_("works along"), N_("Who else works on it"), ("project", "customer"), 0, 45, "helpers"),
    Act("project.links", "", N_("links"), N_("Where its papers lie"), ("project",), 0, 44),
    Act("board.as_of", "A", N_("as of"), N_("The board of a past day"), ("board",), 62, 52, "as_of"),
    Act("board.review", "R", N_("review"), N_("The weekly review"), ("board", "team"), 61, 54, "review"),
    Act("board.changes", "C", N_("changes"), N_("What changed since a day, and why"), ("board",), 0, 56, "changes"),
    Act("handover.give", "o", N_("hand over"), N_("Hand to a colleague"), ("board", "project"), 0, 42, "hand_over"),
    Act("changes.since", "A", N_("as of"), N_("Since which day"), ("changes",), 80, 10),
    Act("changes.views", "v", N_("views"), N_("By the expected day"), ("changes",), 78, 12),
    Act("review.step", "", N_("next step"), N_("Decide: next step, who, when"), ("review",), 0, 1),
    Act("review.date", "", N_("date"), N_("Decide: another expected day"), ("review",), 0, 2),
    Act("review.category", "", N_("category"), N_("Decide: the forecast category"), ("review",), 0, 3),
    Act("review.help", "", N_("help from"), N_("Decide: who helps, with what"), ("review",), 0, 4),
    Act("review.handover", "", N_("hand over"), N_("Decide: who takes it over"), ("review",), 0, 5),
    Act("review.lost", "", N_("lost"), N_("Decide: it is lost, for what reason"), ("review",), 0, 6),
    Act("review.keep", "", N_("keep"), N_("Decide: seen, it stays as it is"), ("review",), 0, 7),
    Act("review.talk", "", N_("talk alone"), N_("Decide: to be talked about alone"), ("review",), 0, 8),
    Act("review.sheet", "e", N_("export"), N_("Write the sheet to a file"), ("review",), 84, 60),
    Act("app.present", "P", N_("presentation"), N_("Hide contacts, costs, rankings"), ("app",), 0, 85, "present"),
    Act("action.done", "d", N_("done"), N_("Say what came of it"), ("agenda", "customer", "project"), 88, 10),
    Act(
        "action.plan",
        "a",
        N_("plan"),
        N_("Plan the next action"),
        ("agenda", "board", "customer", "project", "pool"),
        82,
        12,
    ),
    Act(
        "action.cancel",
        "",
        N_("cancel"),
        N_("Call the planned action off"),
        ("agenda", "customer", "project"),
        0,
        22,
    ),
    Act("run.today", "r", N_("run"), N_("Call today's list one by one"), ("agenda",), 57, 27, "run"),
    Act(
        "run.these",
        "r",
        N_("run"),
        N_("Call these one by one"),
        ("pool", "board", "customer", "project"),
        38,
        60,
        "run",
    ),
    Act(
        "brief.open",
        "b",
        N_("brief"),
        N_("Briefing: all before a meeting"),
        ("agenda", "pool", "board", "customer", "project", "timeline"),
        36,
        62,
        "brief",
    ),
    Act(
        "timeline.open",
        "",
        N_("timeline"),
        N_("Plan and record in one line of time"),
        ("agenda", "pool", "board", "customer", "project", "brief"),
        0,
        64,
        "timeline",
    ),
    Act(
        "comment.add",
        "n",
        N_("comment"),
        N_("A comment; @name tells a colleague"),
        ("agenda", "pool", "board", "customer", "project", "brief", "timeline"),
        29,
        63,
        "comment",
    ),
    Act(
        "trail.open",
        "",
        N_("who changed"),
        N_("Who changed and read what, and when"),
        ("agenda", "pool", "board", "customer", "project", "timeline"),
        0,
        66,
        "trail",
    ),
    Act("timeline.filter", "/", N_("filter"), N_("Only plans, calls, inquiries ..."), ("timeline",), 50, 20, "only"),
    Act("notice.list", "N", N_("news"), N_("Who wrote to me, and what"), ("app",), 0, 85, "news"),
    Act("app.morning", "M", N_("morning"), N_("What waits this morning"), ("app",), 0, 86),
    Act("run.log", "enter", N_("save, next"), N_("Save what the note says, and call the next"), ("run",), 90),
    Act("run.claim", "", N_("claim"), N_("Claim it and see the number"), ("run",), 0, 31),
    Act("run.skip", "", N_("skip"), N_("Later today: to the end of the run"), ("run",), 0, 30),
    Act("run.answers", "", N_("answers"), N_("What to say: opening and answers"), ("run",), 0, 32),
    Act("run.customer", "", N_("customer"), N_("All about the customer"), ("run",), 0, 34, "card"),
    Act("run.project", "", N_("new project"), N_("Begin a project of this customer"), ("run",), 0, 36, "project"),
    Act("run.end", "", N_("finish"), N_("End the run"), ("run",), 0, 40, "finish"),
    Act("agenda.views", "v", N_("views"), N_("Choose a view: now, day, week ..."), ("agenda",), 60, 40),
    Act("action.postpone", "w", N_("when"), N_("Another time for it"), ("agenda",), 55, 24),
    Act("action.edit", "", N_("edit"), N_("Edit all of the plan"), ("agenda",), 0, 25, "edit"),
    Act("action.add", "B", N_("new plan"), N_("Plan anything, for anybody"), ("agenda",), 45, 26),
    Act(
        "action.move_earlier",
        "H",
        NP_("moving a card", "back"),
        N_("Move it a day earlier"),
        ("agenda",),
        0,
        60,
        "move_earlier",
    ),
    Act(
        "action.move_later",
        "L",
        NP_("moving a card", "on"),
        N_("Move it a day later"),
        ("agenda",),
        0,
        62,
        "move_later",
    ),
    Act("action.move_up", "K", N_("hour earlier"), N_("Move it an hour earlier"), ("agenda",), 0, 64, "move_up"),
    Act("action.move_down", "J", N_("hour later"), N_("Move it an hour later"), ("agenda",), 0, 66, "move_down"),
    Act("record.see", "x", N_("mark"), N_("Mark it as seen by you"), ("agenda",), 0, 68, "see"),
    Act("agenda.whose", "/", N_("filter"), N_("Whose agenda, or which project"), ("agenda",), 42, 44),
    Act("agenda.earlier", "left,h", N_("left"), N_("The day, week or project before"), ("agenda",)),
    Act("agenda.later", "right,l", N_("right"), N_("The next day, week or project"), ("agenda",)),
    Act("charts.do", "", N_("do"), N_("What to do about the figure"), ("charts", "answer"), 0, 8),
    Act("charts.table", "t", N_("table"), N_("The figures as a table"), ("charts", "answer"), 85, 10),
    Act("charts.filter", "/", N_("filter"), N_("Narrow all figures by a filter"), ("charts",), 70, 14),
    Act("charts.as_of", "A", N_("as of"), N_("Read the figures as of a day"), ("charts",), 66, 16),
    Act("charts.views", "v", N_("views"), N_("Choose the period, and whose figures"), ("charts",), 68, 18),
    Act("charts.export", "e", N_("export"), N_("Write the figure to a file"), ("charts", "answer"), 64, 20),
    Act("target.set", "", N_("target"), N_("Set the target of a person, a team or all"), ("charts",), 0, 54),
    Act("charts.how", "i", N_("how"), N_("How this is computed"), ("charts", "team", "answer"), 84, 12),
    Act("team.advance", "", N_("do it"), N_("Do what this sentence asks for"), ("team",), 0, 8),
    Act(
        "pair.list",
        "W",
        N_("pairs"),
        N_("Who learns from whom this week"),
        ("team", "agenda", "board"),
        26,
        72,
        "pairs",
    ),
    Act("pair.fill", "d", N_("done"), N_("What came of the talk"), ("pairs",), 88, 10, "fill"),
    Act("pair.make", "a", N_("plan"), N_("Make all pairs that are proposed"), ("pairs",), 86, 12, "make"),
    Act("pair.views", "v", N_("views"), N_("The pairs, or who is proposed"), ("pairs",), 84, 14, "views"),
    Act("pair.choose", "B", N_("new pair"), N_("Pair two of your own choice"), ("pairs",), 82, 16, "choose"),
    Act("pair.decide", "", N_("note"), N_("The note: into the playbook, or not"), ("pairs",), 0, 18, "decide"),
    Act("pair.skip", "", N_("skip"), N_("Not this time; perhaps another week"), ("pairs",), 0, 20, "skip"),
    Act("pair.cancel", "", N_("call off"), N_("Call the pair off for good"), ("pairs",), 0, 22, "cancel"),
    Act("pair.measure", "", N_("measure"), N_("Let a lot decide who talks first"), ("pairs",), 0, 24, "measure"),
    Act("app.acts", "space", N_("acts"), N_("What can be done with this"), ("app",), 70),
    Act("app.undo", "u", N_("undo"), N_("Take the last act back"), ("app",), 30, 80),
    Act("screen.pool", "1", N_("Pool"), N_("Customers: free, mine, the team's"), ("app",), 0, None, "show('pool')"),
    Act("screen.board", "2", N_("Board"), N_("Projects by stage"), ("app",), 0, None, "show('board')"),
    Act("screen.agenda", "3", N_("Agenda"), N_("What to do next"), ("app",), 0, None, "show('agenda')"),
    Act("screen.charts", "4", N_("Charts"), N_("Figures and what they say"), ("app",), 0, None, "show('charts')"),
    Act("screen.team", "5", N_("Team"), N_("Is the team getting better?"), ("app",), 0, None, "show('team')"),
    Act("pane.next", "tab", N_("next pane"), N_("To the next pane or button"), ("app",), 0, None, "focus_next"),
    Act("app.palette", ":,ctrl+p", N_("more"), N_("More: all commands, by name"), ("app",), 25, 90),
    Act("app.language", "z", N_("language"), N_("English or Chinese"), ("app",)),
    Act("app.refresh", "f5", N_("refresh"), N_("Read everything anew"), ("app",)),
    Act("app.leave", "q", N_("leave"), N_("Back, and out of the program from a first page"), ("app",)),
    Act("app.tour", "T", N_("tour"), N_("Leave the tour, or go on with it"), ("app",)),
    Act("app.quit", "", N_("quit"), N_("Leave the program"), ("app",)),
    Act("app.keys", "?", N_("keys"), N_("The keys of this screen"), ("app",), 99),
    Act("app.back", "escape,backspace", N_("back"), N_("Back to where I was"), ("app",), 98),
)


def act(act_id: str) -> Act:
    """Return the act of this id.

    Raises:
        KeyError: there is none.
    """
    return _BY_ID[act_id]


def acts_on(screen: str) -> list[Act]:
    """Return the acts at hand on a screen, in the table's order."""
    places = SCREENS[screen]
    return [each for each in ACTS if any(place in places for place in each.where)]


_BY_ID = {each.id: each for each in ACTS}
