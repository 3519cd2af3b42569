"""What is planted in the sample company, so that the analysis has something to find.

| planted | how | who, where |
| --- | --- | --- |
| revenue grows faster than profit | discounts and QX-50 (thin margin) rise in the second year | joiners above all |
| the average falls, each stayer rises | six joiners thin out stayers who gain 8 to 35% | profit per person and month |
| a ramp | profit follows a curve over the months since joining | all joiners |
| a later cohort copies worse | the second cohort's curve is lower and slower than the first's | who joined last year |
| one weak stage | Quote to Close: 38% for the new, 76% for the experienced | worse from year to year |
| rotting projects | one stay in thirty lasts six times as long, without a next step | all stages |
| a campaign that pays, one that does not | the first fair; search ads | inquiries, projects, cost |
| much planned, little done | plans twice as much, does less than half, postpones | Kuhn |
| the best leads, average skill | class A and referrals; the same chance as others in each cell | Lindgren |
| a single point of know-how | nobody else ever won an LX-700 | Roth |
| a playbook action worth nothing | the brochure is due late, when most lost ones have left | Needs |
| a playbook action worth much | going through the quote with who decides | Quote |
| immature last months | what began lately is still open | the last two quarters |
| a lag of management | South got its lead late; in the last half-year they answer half as often | leads |
| pairs that help | who has talked about Quote goes on from there; by lot half of them talked later | the learners |

Each is asserted by plain figures in `tests/sample/test_effects.py`.
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Effects:
    """Which effects are planted; `NONE` is the same company without any of them."""

    mix: bool = True
    stayers: bool = True
    ramp: bool = True
    copying: bool = True
    weak_stage: bool = True
    rotting: bool = True
    campaigns: bool = True
    planner: bool = True
    best_leads: bool = True
    know_how: bool = True
    playbook: bool = True
    lag: bool = True
    pairs: bool = True


ALL = Effects()
NONE = Effects(*(False for _ in fields(Effects)))
