"""Byte-exact edits of YAML that people write: questions, fields, ids, reviews."""
