"""Aiken: reading and writing."""
