"""Word files: papers, answer sheets and keys for offices, and the course as a booklet."""
