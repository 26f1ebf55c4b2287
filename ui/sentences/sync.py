"""Sentences of joining an office, of sync and of the server."""

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    # --- the way to the server
    "not_joined": QT_TRANSLATE_NOOP(
        "sentences",
        "This profile works alone; there is no server to sync with. Everything is kept on this computer; ask the "
        "office's desk for a one-time code and join with it.",
    ),
    "sync_running": QT_TRANSLATE_NOOP(
        "sentences", "A sync is under way already. Nothing was changed; wait until it has ended."
    ),
    "no_network": QT_TRANSLATE_NOOP(
        "sentences",
        "The office's server {url} cannot be reached from here. Everything is kept on this computer and goes with the "
        "next sync; field work goes on without a network.",
    ),
    "server_gone": QT_TRANSLATE_NOOP(
        "sentences",
        "The office's server {url} does not answer. Everything is kept on this computer; sync again later, and tell "
        "the administrator if it stays so.",
    ),
    "server_failed": QT_TRANSLATE_NOOP(
        "sentences",
        "The office's server had a fault of its own. Everything is kept on this computer; sync again later, and tell "
        "the administrator if it stays so.",
    ),
    "server_disk": QT_TRANSLATE_NOOP(
        "sentences",
        "The server's disk is full or damaged and took nothing more. Everything is kept on this computer; tell the "
        "administrator, then sync again.",
    ),
    "server_refused": QT_TRANSLATE_NOOP(
        "sentences",
        "The server refused this request ({reason}). Everything is kept on this computer; tell the administrator this "
        "word.",
    ),
    "server_answer_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "What {url} answered is damaged or not the answer of the office's server. Nothing of it was taken; check the "
        "address, then sync again.",
    ),
    "server_not_trusted": QT_TRANSLATE_NOOP(
        "sentences",
        "{url} does not prove that it is the office's server. Nothing was sent, everything is kept here; ask the "
        "administrator for the server's certificate file and give it when joining, or on the sync screen where it was "
        "renewed.",
    ),
    "server_certificate_date": QT_TRANSLATE_NOOP(
        "sentences",
        "The certificate of the office's server {url} is not valid on {date}, the day this computer takes for today. "
        "Nothing was sent, everything is kept here. Check this computer's date; if it is right, the administrator renews "
        "the server's certificate.",
    ),
    "certificate_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "The file given as the server's certificate is not one. Nothing was sent; ask the administrator for the file.",
    ),
    "not_our_server": QT_TRANSLATE_NOOP(
        "sentences",
        "The address answers, but it is not the office's server. Nothing was changed; check the address.",
    ),
    "url_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "{url} is not the address of a server. Nothing was sent; it looks like https://server.example:8470.",
    ),
    "device_revoked": QT_TRANSLATE_NOOP(
        "sentences",
        "The office has shut this device out. What was written on it is kept and was handed to the server; ask the "
        "desk what to do.",
    ),
    "profile_cloned": QT_TRANSLATE_NOOP(
        "sentences",
        "Two copies of this profile are in use, and the server already has other work of the other copy. Nothing is "
        "lost: make a backup of this copy and keep it, work on with the other one, and tell the administrator.",
    ),
    "found_copy": QT_TRANSLATE_NOOP(
        "sentences",
        "This profile was found to be a copy of one that is in use elsewhere; it goes on under a new name. Everything "
        "written here is kept; the numbers granted before belong to the other copy. The sync screen says more.",
    ),
    # --- joining
    "already_joined": QT_TRANSLATE_NOOP(
        "sentences", "This profile belongs to an office's server already. Nothing was changed; simply sync."
    ),
    "code_wrong": QT_TRANSLATE_NOOP(
        "sentences",
        "The one-time code is not right, or was tried too often. Nothing was changed; check it, or ask the desk for a "
        "new one.",
    ),
    "code_expired": QT_TRANSLATE_NOOP(
        "sentences",
        "The one-time code is too old. Nothing was changed; ask the desk for a new one.",
    ),
    "code_used": QT_TRANSLATE_NOOP(
        "sentences",
        "The one-time code was used by another device. Nothing was changed; ask the desk for a new one.",
    ),
    "office_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "The administrator's code founds an office on the server, and this profile has none yet. Nothing was changed; "
        "make the office here first, then join with the code.",
    ),
    "other_office": QT_TRANSLATE_NOOP(
        "sentences",
        "The code belongs to another office than this profile. Nothing was changed; join with a code of your own "
        "office's desk.",
    ),
    "device_taken": QT_TRANSLATE_NOOP(
        "sentences",
        "The server knows this device already, under another key. Nothing was changed; work goes on here as before: "
        "tell the administrator.",
    ),
    "officer_unknown": QT_TRANSLATE_NOOP(
        "sentences",
        "The office has no officer with this certificate number. Nothing was made and the code stays good; check the "
        "number, or let the desk enter the officer and sync first.",
    ),
    "officer_needed": QT_TRANSLATE_NOOP(
        "sentences",
        "There is no profile in this folder yet. Nothing was changed; say with --officer whose certificate number it "
        "is made for.",
    ),
    "role_refused": QT_TRANSLATE_NOOP(
        "sentences", "Only the office's desk may do this. Nothing was changed; ask there."
    ),
    # --- running the server
    "port_taken": QT_TRANSLATE_NOOP(
        "sentences",
        "The server cannot listen on {host}, port {port}. Nothing was changed; another program holds it, or this "
        "computer has no such address: choose another with --host and --port.",
    ),
    "tls_files": QT_TRANSLATE_NOOP(
        "sentences",
        "A secure server needs both its certificate and its key. Nothing was started; give --tls-cert and --tls-key.",
    ),
    "tls_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "The server's certificate and key cannot be read or do not belong together. Nothing was started; check the "
        "two files.",
    ),
    "server_file_newer": QT_TRANSLATE_NOOP(
        "sentences",
        "A newer version of the program wrote the server's file. Nothing was touched; start that version again.",
    ),
    "program_outdated": QT_TRANSLATE_NOOP(
        "sentences",
        "This program is too old to receive anything more from the office's server. Everything written here was "
        "handed in and work goes on; install the newer version, then sync again.",
    ),
    "files_url": QT_TRANSLATE_NOOP(
        "sentences",
        "{url} is no place for files. Nothing was started; give a folder's or an object store's address, such as "
        "s3://bucket/folder.",
    ),
    "files_unreachable": QT_TRANSLATE_NOOP(
        "sentences",
        "The store for photos and signed papers does not answer at {url}. Nothing was started; check its address and "
        "the account for it.",
    ),
    "files_key": QT_TRANSLATE_NOOP(
        "sentences",
        "The server's key for its files is damaged or does not belong to the files in its store. Nothing was touched; "
        "put the right key file (named like the server's file, ending in .files-key) back from the backup.",
    ),
}
