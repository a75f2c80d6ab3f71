"""The attempts of a scene's actor, by subject."""
