"""The briefing: everything before a meeting on one page, and its lines in words."""
