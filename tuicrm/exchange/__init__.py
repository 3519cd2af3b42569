"""Files in and out, with column mapping."""
