"""Stories through the real application, a real HTTP server and a moved clock."""
