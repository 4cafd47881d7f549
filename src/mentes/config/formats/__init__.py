"""How dates read in each language of the interface; Django finds the modules by their language."""
