"""Questions from foreign files into the banks: what would change, whether it may, and the change itself."""
