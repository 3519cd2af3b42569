"""Alembic migrations, run by the program itself."""

REVISIONS = ("0001", "intake")  # in order; known without loading Alembic, because each start compares the last one
HEAD = REVISIONS[-1]
