"""Put a release on a server, and go back to an older one."""
