"""What several tests use: sample courses, servers, browsers, damaged files."""
