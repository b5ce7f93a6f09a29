"""The published contract of the original system. It keeps working exactly; all else is under `/v1`."""
