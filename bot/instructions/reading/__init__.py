"""Reading typed text: a pure function from a text and its writer to a meaning and a reason.

`levelled` normalises width, script and case; `phrases` loads the word lists beside this file;
`cutting` splits a text into phrases, longest match first; `clauses` interprets each clause;
`reader` combines the clauses.
"""
