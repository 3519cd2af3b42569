"""The entry over SSH: a parser and an environment of its own, in which nobody can say who they are or where to go."""
