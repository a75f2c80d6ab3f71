"""Use cases of plans and outlines: where units lie on a picture."""
