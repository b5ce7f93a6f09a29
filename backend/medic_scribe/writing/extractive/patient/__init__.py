"""What patient and companion tell, joined with the question that it answers."""
