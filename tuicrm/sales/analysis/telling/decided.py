"""The fifth sentence: what the last review's decisions did, and what is new."""

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.formats import Alike
from tuicrm.plain.language import _, in_a_row, listed, ngettext
from tuicrm.sales.analysis.team import Decided, Since


def decided_words(decided: Decided, since: Since, currency: str) -> tuple[str, str]:
    if decided.on is None:
        return in_a_row(_("No review of the last two weeks noted a decision."), _since(since, currency)), "text"
    text = ngettext(
        "On {day} {n} decision: {done} carried out, {open} open",
        "On {day} {n} decisions: {done} carried out, {open} open",
        decided.count,
    ).format(day=formats.day(decided.on), n=decided.count, done=decided.done, open=decided.open)  # fmt: skip
    if decided.open_names:
        names = _("; ").join(show(name) for name in decided.open_names)
        text += (_(" ({names}, ...)") if decided.open > len(decided.open_names) else _(" ({names})")).format(
            names=names
        )
    late = ""
    if decided.late:
        late = ngettext("{n} open one is late.", "{n} open ones are late.", decided.late).format(n=decided.late)
    return in_a_row(text + _("."), late, _came_of_it(decided)), "still" if decided.late else "text"


def _came_of_it(decided: Decided) -> str:
    parts = [
        words.format(n=number)
        for words, number in (
            (_("{n} won"), decided.won), (_("{n} moved on"), decided.moved), (_("{n} lost"), decided.lost)
        )
        if number
    ]  # fmt: skip
    if not parts:
        return _("No project that was decided on has changed its stage since.")
    return _("Of the projects decided on {what} since.").format(what=listed(parts))


def _since(since: Since, currency: str) -> str:
    day = formats.day(since.since.date())
    new = ngettext("{n} new project", "{n} new projects", since.new).format(n=formats.count(since.new))
    moved = ngettext("{n} step to a later stage", "{n} steps to a later stage", since.moved).format(
        n=formats.count(since.moved)
    )
    if since.back:
        moved = listed((moved, _("{n} back").format(n=formats.count(since.back))))
    write = Alike((since.new_minor, since.won_minor), currency)
    text = _("Since {day}: {new}, {won}, {lost} lost, {moved}.").format(
        day=day, new=_worth(new, since.new_minor, write), lost=formats.count(since.lost), moved=moved,
        won=_worth(_("{n} won").format(n=formats.count(since.won)), since.won_minor, write),
    )  # fmt: skip
    return write.said(text)


def _worth(words: str, minor: int, write: Alike) -> str:
    """Put an amount behind what it is of; nothing has none."""
    return _("{what} ({money})").format(what=words, money=write(minor)) if minor else words
