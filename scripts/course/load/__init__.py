"""The only reader of a project folder."""
