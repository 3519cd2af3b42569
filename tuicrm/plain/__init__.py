"""Plain values that know nothing of ours."""
