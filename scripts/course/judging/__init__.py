"""Judging a bank by people: blind readings, and coding by a code book."""
