"""What is kept: acknowledgements, proxies, remarks."""
