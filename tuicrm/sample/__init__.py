"""The sample company of `tuicrm demo`."""
