"""News articles in, structured briefings out."""
