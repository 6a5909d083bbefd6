"""How bad, whose, how solvable, what the person needs, and how soon: a suggestion with reasons, by published criteria."""
