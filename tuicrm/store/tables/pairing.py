"""Pairs of colleagues, and the programmes that measure them."""

from tuicrm.store.schema import table

programmes = table("pair_programme")
pairs = table("pair")
