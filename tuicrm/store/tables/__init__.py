"""The tables by name, one file per subject; what each holds is declared in `tuicrm.store.models`."""
