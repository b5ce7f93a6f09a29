"""What a clause does and is about: it asks, orders or tells, of which topic, drug or figure, and when."""
