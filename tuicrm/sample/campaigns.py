"""The sample's five campaigns: when they ran, through which source, what they cost, whom they brought."""

from dataclasses import dataclass
from random import Random

from tuicrm.sample.days import MONTH


@dataclass(frozen=True)
class Campaign:
    """A campaign. Times are months before today; `cost` is thousands in each month.

    `brings` is how many customers without a project it brought, within `spread` months after its beginning.
    """

    key: str
    source: str
    begins: float
    ends: float
    cost: float
    brings: int
    spread: float
    klass: str


CAMPAIGNS = {
    campaign.key: campaign
    for campaign in (
        Campaign("fair1", "fair", 18.3, 18.1, 36.0, 96, 0.6, "ABBC"),
        Campaign("ads", "campaign", 15.0, 0.4, 9.0, 285, 14.5, "CDDD"),
        Campaign("webinars", "website", 10.0, 7.0, 1.8, 60, 3.0, "BBCC"),
        Campaign("open_day", "phone", 6.4, 6.3, 7.5, 34, 0.3, "ABCC"),
        Campaign("fair2", "fair", 2.2, 2.1, 31.0, 132, 0.5, "ABBC"),
    )
}
_PAYS_FOR_MONTHS = 6.0  # projects that come from a fair begin within these


def campaign_at(rng: Random, source: str, moment: float) -> str:
    """The campaign that a project of this source and moment came from; "" for none."""
    ago = -moment / MONTH
    for campaign in reversed(CAMPAIGNS.values()):
        if campaign.source != source:
            continue
        if campaign.key == "ads":
            return "ads" if campaign.ends <= ago <= campaign.begins else ""
        if campaign.begins - _PAYS_FOR_MONTHS <= ago <= campaign.begins and (source == "fair" or rng.random() < 0.2):
            return campaign.key
    return ""
