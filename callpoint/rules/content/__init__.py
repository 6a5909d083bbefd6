"""What non-programmers change: loaded, checked as a whole, and refused whole where broken."""
