"""Frozen types without IO: what a course consists of."""
