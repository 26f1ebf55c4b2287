"""What is put on paper: drafting, issuing, service, verifying."""
