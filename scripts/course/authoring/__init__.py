"""From a speech, an opinion or a set of rules to the folder of a new course."""
