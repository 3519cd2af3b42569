"""Outcomes of a call, runs of calls and their records."""

from tuicrm.store.schema import table

call_outcomes = table("call_outcome")
call_runs = table("call_run")
run_records = table("call_run_record")
