"""What is claimed, measured: `make bench`. Ratios count; absolute figures belong to a machine."""
