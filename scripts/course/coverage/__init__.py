"""What the questions of a course cover, and what they leave out."""
