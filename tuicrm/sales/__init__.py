"""The rules of selling: plain functions (session, actor, ..., now) -> result."""
