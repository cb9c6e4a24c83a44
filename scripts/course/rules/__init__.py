"""Everything that must hold in a course beyond the shape of its files."""
