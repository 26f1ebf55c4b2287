"""The sync server: application, ledger interface, stores."""
