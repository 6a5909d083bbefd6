"""Evidence and the journal's table: knows a report by id only."""
