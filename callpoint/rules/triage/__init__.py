"""From a person's own words and a few quick facts to the right help first."""
