"""Storage of acknowledgements, proxies and remarks."""
