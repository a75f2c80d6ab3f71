"""Use cases of typed words in groups and in private."""
