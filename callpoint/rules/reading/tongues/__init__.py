"""How times are said in the languages, beside English, that the service is built for: a table each."""
