"""One order with 200 workers through this program and through other makers of PDF, in one joint run."""
