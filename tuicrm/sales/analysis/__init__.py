"""Figures: each with one definition, in one place."""

from tuicrm.sales.analysis import words as words
from tuicrm.sales.analysis.forecast import forecast
from tuicrm.sales.analysis.measures import MEASURES
from tuicrm.sales.analysis.records import Record, records
from tuicrm.sales.analysis.report import Ask, report
from tuicrm.sales.analysis.team import team_page

__all__ = ["MEASURES", "Ask", "Record", "forecast", "records", "report", "team_page"]
