"""The team page: five sentences, one file for the figures of each."""

from tuicrm.sales.analysis.team.ability import Ability
from tuicrm.sales.analysis.team.decided import Decided
from tuicrm.sales.analysis.team.helping import Help
from tuicrm.sales.analysis.team.margin import Margin
from tuicrm.sales.analysis.team.page import TeamPage, team_at_once, team_help, team_page, team_risk
from tuicrm.sales.analysis.team.phase import Phase
from tuicrm.sales.analysis.team.plan import Plan
from tuicrm.sales.analysis.team.risk import Risk
from tuicrm.sales.analysis.team.since import Since

__all__ = [
    "Ability", "Decided", "Help", "Margin", "Phase", "Plan", "Risk", "Since", "TeamPage", "team_at_once", "team_help",
    "team_page", "team_risk",
]  # fmt: skip
