"""From a blueprint to a paper, and from an answer to its marks."""
