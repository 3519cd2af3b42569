"""The uniform process: funnels, stages, exit criteria, playbooks, reasons for losing."""

from tuicrm.store.schema import table

funnels = table("funnel")
stages = table("stage")
playbooks = table("playbook")
playbook_actions = table("playbook_action")
transitions = table("transition")
criteria = table("criterion")
criterion_checks = table("criterion_check")
approvals = table("approval")
lost_reasons = table("lost_reason")
