"""Sentences of running the server on PostgreSQL."""

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "database_url_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "That is not the address of a PostgreSQL database. Nothing was started; it looks like "
        "postgresql://user@host/name, and the password stands in PGPASSWORD or in the file ~/.pgpass.",
    ),
    "database_away": QT_TRANSLATE_NOOP(
        "sentences",
        "The database {name} on {host} does not answer or does not let this account in. Nothing was started and "
        "nothing is lost; start PostgreSQL, check the account and its password, then start the server again.",
    ),
    "workers_need_postgres": QT_TRANSLATE_NOOP(
        "sentences",
        "Several server processes need PostgreSQL. Nothing was started; give --db postgresql://… or leave --workers "
        "out: one process over its own file serves an office well.",
    ),
}
