"""Us: users, teams, who belonged where and when, leave, the cost of a seat, targets."""

from tuicrm.store.schema import table

teams = table("team")
users = table("user")
memberships = table("membership")
leaves = table("user_leave")
seat_costs = table("seat_cost")
targets = table("target")
territories = table("territory")
