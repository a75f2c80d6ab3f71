"""What a cell holds besides its value: words around a phone, several names, lists of buildings."""
