"""Funnels to start from, which the program brings along in both languages."""

from importlib import resources

from tuicrm.exchange.funnel_file import parse
from tuicrm.plain.language import N_, current
from tuicrm.sales.funnel.blueprint import FunnelPlan

TEMPLATES = {
    "simple": N_("five steps for any team that begins"),
    "solution": N_("solution selling: from a pain that is admitted to a plan that both sides follow"),
    "meddic": N_("for large projects: figures, who pays, how they decide, who speaks for us"),
}
"""The name of each, and what it is good for."""


def template(name: str, language: str = "") -> FunnelPlan:
    """Give a ready-made funnel in a language, by default that of the moment.

    Raises:
        KeyError: there is none of that name.
    """
    if name not in TEMPLATES:
        raise KeyError(name)
    spoken = "zh" if (language or current()) == "zh" else "en"
    label = f"{name}.{spoken}.toml"
    return parse(label, (resources.files("tuicrm.exchange") / "funnels" / label).read_text("utf-8"))
