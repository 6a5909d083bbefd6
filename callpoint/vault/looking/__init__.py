"""What a child program sees of one file: it knows no Django, no database, no key and no other file."""
