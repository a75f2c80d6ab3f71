"""Rules of forms: questions, the reading of their answers, sums, and what is never asked."""
