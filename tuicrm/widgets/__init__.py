"""Pictures and controls that know no database and no rule."""
