"""A comment from any screen; and the list of what others wrote to me."""

from typing import Any

from textual.app import App

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row, listed, ngettext
from tuicrm.sales import talk
from tuicrm.sales.talk import Comment, NoticeRow
from tuicrm.sales.wording import words
from tuicrm.screens.drafts import about as record_of
from tuicrm.screens.drafts import keeper
from tuicrm.screens.pane import Pane, Subject
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option

ALL_SEEN = 0


def comment(pane: Pane, about: Subject) -> None:
    """Ask for a comment on what is under the cursor, and keep it."""

    def send(said: dict[str, str], form: FormScreen) -> None:
        thing: dict[str, Any] = {"action_id": about.action_id} if about.action_id is not None else (
            {"project_id": about.project_id} if about.project_id is not None else {"customer_id": about.customer_id}
        )  # fmt: skip
        pane.act(
            talk.add, said["words"], **thing, then=lambda _made: form.done(),
            failed=lambda error: form.refuse({"words": words(error)}), said=_kept,
        )  # fmt: skip

    title = _("Comment on {name}").format(name=show(about.name))
    field = Field(
        "words", _("comment").capitalize(), required=True, hint=_("@name tells a colleague; the owner is told anyway")
    )
    draft = keeper(pane, "comment", record_of(about.customer_id, about.project_id))
    pane.app.push_screen(FormScreen(title, [field], _("Save"), draft, send=send))


def news(app: App[Any], found: tuple[NoticeRow, ...], bridge: Any) -> None:
    """Show what others wrote and customers asked; choosing one marks it as seen and opens what it is about."""
    if not found:
        bridge.say(_("Nobody has written to you yet."))
        return
    now = bridge.local_now
    options = [Option(nth, _words(one), note=_when(one, now)) for nth, one in enumerate(found, 1)]
    if any(one.seen_at is None for one in found):
        options.insert(0, Option(ALL_SEEN, _("all seen")))

    def chosen(nth: int | None) -> None:
        if nth is None:
            return
        if nth == ALL_SEEN:
            bridge.act(talk.see)
            return
        one = found[nth - 1]
        bridge.act(talk.see, *(((), (one.inquiry_id,)) if one.inquiry_id is not None else ((one.id,),)))
        if one.project_id is not None and one.inquiry_id is None:  # what they ask stands on the customer's card
            bridge.open("project", one.project_id)
        elif one.customer_id is not None:
            bridge.open("customer", one.customer_id)

    app.push_screen(Choice(_("News"), options), chosen)


def _kept(made: Comment) -> str:
    told = _("Told: {names}.").format(names=show(listed(made.told))) if made.told else ""
    return in_a_row(_("Comment on {name} kept.").format(name=show(made.about)), told)


def _words(one: NoticeRow) -> str:
    new = "* " if one.seen_at is None else ""
    if one.inquiry_id is not None:
        who = ", ".join(show(name) for name in (one.by, one.about) if name)
        return new + (_("{who} asks: {words}") if one.words else _("{who} asks.")).format(
            who=who, words=show(one.words)
        )
    if one.kind != "given":
        return f"{new}{show(one.by or '')}, {show(one.about)}: {show(one.words)}"
    yours = _("{name} is yours now.").format(name=show(one.about))
    if one.more:
        yours = ngettext("{name} and {n} more are yours now.", "{name} and {n} more are yours now.", one.more).format(
            name=show(one.about), n=one.more
        )
    from_whom = f"{show(one.by)}: {show(one.words)}".removesuffix(": ") if one.by else ""
    return new + in_a_row(yours, from_whom)


def _when(one: NoticeRow, now: Any) -> str:
    return formats.near_time(one.at.astimezone(now.tzinfo), None, now.date())
