"""What the actor of a scene tries, subject by subject."""
