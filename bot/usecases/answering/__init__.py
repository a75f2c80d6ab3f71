"""Use cases of acknowledgements, proxies and remarks."""
