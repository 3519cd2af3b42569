"""All tables, one file per subject; `everything` loads them all."""
