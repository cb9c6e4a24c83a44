"""Question banks in the formats of other programs and platforms: read and write."""
