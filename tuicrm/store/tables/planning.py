"""What plans are made of: kinds of actions, who takes part, series, project plans, free days, seen, other calendars."""

from tuicrm.store.schema import table

action_kinds = table("action_kind")
action_people = table("action_person")
series = table("series")
series_actions = table("series_action")
plan_templates = table("plan_template")
project_plans = table("project_plan")
plan_steps = table("plan_step")
free_days = table("free_day")
seen_actions = table("action_seen")
calendar_links = table("calendar_link")
