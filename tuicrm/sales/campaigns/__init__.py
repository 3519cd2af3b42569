"""Campaigns and channels: what they cost, what they brought, and how far it got."""

from tuicrm.sales.campaigns import words as words
from tuicrm.sales.campaigns.adding import CampaignRow, CostRow, add, cost, edit, listed
from tuicrm.sales.campaigns.chain import Chain, Line, chain
from tuicrm.sales.campaigns.credit import CREDITS
from tuicrm.sales.campaigns.report import SourceAsk, SourceFigures, SourceReport, report
from tuicrm.sales.campaigns.telling import told

__all__ = [
    "CREDITS", "CampaignRow", "Chain", "CostRow", "Line", "SourceAsk", "SourceFigures", "SourceReport", "add", "chain",
    "cost", "edit", "listed", "report", "told",
]  # fmt: skip
