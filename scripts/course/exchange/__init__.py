"""Banks and papers in the formats of offices and of other learning platforms."""
