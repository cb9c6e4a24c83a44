"""From a built site to what is put on a server: names, compression, manifest, archives, server settings."""
