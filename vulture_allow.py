"""Names that only templates, content, Django or a library read; vulture would call them unused."""
