"""Text files: where a problem stands, how YAML is read, which characters deceive."""
