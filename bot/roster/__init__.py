"""Who answers for which part of the tree: units, posts, members, and who may do what."""
