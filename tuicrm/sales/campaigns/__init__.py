"""Campaigns and channels: what they cost, what they brought, and how far it got."""

from tuicrm.sales.campaigns import words as words
from tuicrm.sales.campaigns.adding import CampaignRow, CostRow, add, cost, edit, listed
from tuicrm.sales.campaigns.behind import Behind, MonthCost, behind, costs
from tuicrm.sales.campaigns.chain import Chain, Line, chain
from tuicrm.sales.campaigns.credit import CREDITS
from tuicrm.sales.campaigns.report import SourceAsk, SourceFigures, SourceReport, report
from tuicrm.sales.campaigns.telling import told

__all__ = [
    "CREDITS", "Behind", "CampaignRow", "Chain", "CostRow", "Line", "MonthCost", "SourceAsk", "SourceFigures",
    "SourceReport", "add", "behind", "chain", "cost", "costs", "edit", "listed", "report", "told",
]  # fmt: skip
