"""How one of us comes in: keys, one-time words and links, sessions; and when the host's timers last ran."""

from tuicrm.store.schema import table

user_keys = table("user_key")
access_passes = table("access_pass")
user_sessions = table("user_session")
timer_runs = table("timer_run")
