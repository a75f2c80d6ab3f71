"""Reading what people type. Pure: a text and who wrote it in, a meaning and why out.

`levelled` evens out width, script and case; `phrases` loads the word lists beside this file;
`cutting` cuts a text into phrases, longest first; `clauses` says what each clause of it says;
`reader` puts the clauses together.
"""
