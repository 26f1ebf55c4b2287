"""What is known and what follows from it: records, the journal, the law as data. No Qt, no PDF, no network."""
