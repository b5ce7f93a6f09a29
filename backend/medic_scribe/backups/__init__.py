"""Everything that is kept, as one file, and back: `archive.py` is the file, `rows.py` the database in it."""
