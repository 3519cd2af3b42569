"""Who works along on a customer or project: chosen from the people, with a part, to read or write, until a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import people, projects
from tuicrm.sales.projects.helping import Helper
from tuicrm.sales.wording import words
from tuicrm.screens.days import day_field, day_of
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option

NEW = 0


def helpers(pane: Pane, kind: str, record_id: int, name: str) -> None:
    """Choose one who works along, to change that or to end it, or somebody new.

    Args:
        kind: `customer` or `project`.
    """

    def choose(found: tuple[Helper, ...]) -> None:
        if not found:
            _choose_new(pane, kind, record_id, name, ())
            return
        options = [Option(one.user_id, show(one.name), note=in_words(one, pane.bridge.today)) for one in found]
        options.append(Option(NEW, _("somebody else ...")))
        by_id = {one.user_id: one for one in found}

        def chosen(user_id: int | None) -> None:
            if user_id == NEW:
                _choose_new(pane, kind, record_id, name, found)
            elif user_id is not None:
                _change_or_end(pane, kind, record_id, by_id[user_id])

        title = _("Who works along on {name}?").format(name=show(name))
        pane.app.push_screen(Choice(title, options, anchor=pane.under_cursor), chosen)

    pane.ask(projects.helpers, kind, record_id, then=choose, slot="helpers", opens=True)


def in_words(one: Helper, today: date) -> str:
    """Say how somebody works along: `presales, writes, until 18 Dec`."""
    parts = [show(one.part or ""), _("reads and writes") if one.may_write else _("reads")]
    if one.until_on is not None:
        day = formats.day(one.until_on, today)
        parts.append(_("over since {day}").format(day=day) if one.is_over else _("until {day}").format(day=day))
    return ", ".join(part for part in parts if part)


def _choose_new(pane: Pane, kind: str, record_id: int, name: str, known: Sequence[Helper]) -> None:
    def choose(users: Sequence[Any]) -> None:
        had = {one.user_id for one in known if not one.is_over}
        options = [
            Option(one.id, show(one.name), note=show(one.team or ""), also=one.login)
            for one in users
            if one.id not in had
        ]
        names = {one.id: one.name for one in users}
        title = _("Who is to work along on {name}?").format(name=show(name))
        pane.app.push_screen(
            Choice(title, options, anchor=pane.under_cursor),
            lambda user_id: _ask(pane, kind, record_id, user_id, names[user_id], None) if user_id else None,
        )

    pane.ask(people.users, then=choose, slot="users", opens=True)


def _change_or_end(pane: Pane, kind: str, record_id: int, one: Helper) -> None:
    options = [Option("change", _("change part, right or end")), Option("end", _("works along no more"))]

    def chosen(key: str | None) -> None:
        if key == "change":
            _ask(pane, kind, record_id, one.user_id, one.name, one)
        elif key == "end":
            pane.act(
                projects.remove_helper, kind, record_id, one.user_id,
                said=lambda who: _("{name} works along no more.").format(name=show(who)),
            )  # fmt: skip

    pane.app.push_screen(Choice(show(one.name), options, anchor=pane.under_cursor), chosen)


def _ask(pane: Pane, kind: str, record_id: int, user_id: int, name: str, known: Helper | None) -> None:
    today = pane.bridge.today
    until = known.until_on if known is not None and not known.is_over else None
    fields = [
        Field("part", _("Part"), value=(known.part or "") if known else "", hint=_("presales, delivery, ...")),
        Field("writes", _("Writes"), "yesno", "yes" if known is not None and known.may_write else "no"),
        day_field("until", _("Until"), until, today),
    ]

    def send(said: dict[str, str], form: FormScreen) -> None:
        pane.act(
            projects.add_helper, kind, record_id, user_id, part=said["part"], may_write=said["writes"] == "yes",
            until_on=day_of(said["until"], today), then=lambda _helper: form.done(),
            failed=lambda error: form.refuse({}, words(error)),
            said=lambda helper: _("{name} works along: {how}.").format(
                name=show(helper.name), how=in_words(helper, today)
            ),
        )  # fmt: skip

    pane.app.push_screen(FormScreen(_("{name} works along").format(name=show(name)), fields, send=send))
