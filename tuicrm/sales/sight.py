"""The setting of who sees what: only their own, their team's, or all; for each team by itself.

It is read with the actor in each transaction (`store.actor`) and asked in `sales.rights` alone. The pool is open to
all, and who leads sees their team in any case.
"""

from tuicrm.plain.language import N_
from tuicrm.sales.rights import ALL, OWN, TEAM
from tuicrm.sales.settings.declared import Setting, declare

SIGHT = Setting(
    "sight",
    N_("who sees what"),
    "choice",
    TEAM,
    N_("Whose customers and projects a rep sees besides their own."),
    choices={OWN: N_("nobody's"), TEAM: N_("the team's"), ALL: N_("everybody's")},
    by="team",
)
declare(SIGHT)
