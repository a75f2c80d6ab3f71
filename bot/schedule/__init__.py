"""APScheduler as the pulse: what is due stands in the rows, this only asks again and again."""
