"""Course to text: pages, player data and schemas. Pure functions; writing is somebody else's business."""
