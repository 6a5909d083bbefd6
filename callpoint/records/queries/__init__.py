"""Every question a page may ask."""
