"""The story as rows of the tables, each with its own id."""
