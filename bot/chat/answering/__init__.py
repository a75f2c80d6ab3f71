"""Texts of acknowledgements, proxies and remarks."""
