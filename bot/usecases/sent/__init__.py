"""Use cases of what is already sent: approved, corrected, withdrawn, closed, and thanked for."""
