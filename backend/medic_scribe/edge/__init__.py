"""What all routes share: errors, the caller, transactions, uploads, logs, metrics."""
