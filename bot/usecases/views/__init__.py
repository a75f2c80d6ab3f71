"""What a message shows, loaded at the moment it is sent or edited."""
