"""From the course to everything that the site engine builds: pages, player data, schemas."""
