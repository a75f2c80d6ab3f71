"""All screens that speak of one instruction say the same numbers, in random trees and courses."""
