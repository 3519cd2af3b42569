"""The card that opens the tour: who one is, where, and that nothing can be broken."""

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.widgets.box import Box
from tuicrm.widgets.option import Option

START, ALONE, LANGUAGE = "start", "alone", "language"


class TourCard(Box[str]):
    """Ends with `START`, `LANGUAGE`, or `ALONE` (or None): whoever opened it draws it anew in the other language."""

    def __init__(self, name: str, team: str, company: str) -> None:
        who = _("You are {name}, who sells in team {team} of {company}.")
        text = [
            who.format(name=show(name), team=show(team), company=show(company)),
            _("This is a throw-away copy: nothing here can be broken."),
            _("In five minutes you win a project. The line at the bottom says the next step; T leaves the tour."),
        ]
        options = [
            Option(START, _("start"), note=_("enter")),
            Option(ALONE, _("look around alone"), note=_("esc")),
            Option(LANGUAGE, "中文 / English", note="z"),
        ]
        super().__init__(_("The first five minutes"), options, text="\n".join(text), letters={"z": LANGUAGE})
