"""What people and the clock can cause: acknowledgements, proxies, remarks."""
