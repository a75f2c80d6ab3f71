"""What is said: acknowledgements, proxies, remarks."""
