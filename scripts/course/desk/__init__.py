"""The desk: a page on this machine on which staff maintain a course, by the functions that the commands call."""
