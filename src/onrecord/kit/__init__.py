"""Domain-free pieces: content-made ids, folding of scripts, spans."""
