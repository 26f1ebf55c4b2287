"""Sentences about the vault, the profile's folder, photos, backups and cases to load."""

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    # --- passphrase, PIN, slots
    "wrong_passphrase": QT_TRANSLATE_NOOP(
        "sentences", "This passphrase does not open it. Nothing was touched; check the keyboard and try again."
    ),
    "passphrase_weak": QT_TRANSLATE_NOOP(
        "sentences",
        "This passphrase is too easy to guess, and this computer has no keystore to help it. Nothing was changed; "
        "take at least 12 characters or four words.",
    ),
    "passphrase_short": QT_TRANSLATE_NOOP(
        "sentences", "The passphrase needs at least 6 characters. Nothing was changed; choose a longer one."
    ),
    "no_such_officer": QT_TRANSLATE_NOOP(
        "sentences",
        "No officer with certificate {cert_no} can unlock this computer. Nothing was changed; choose another officer, "
        "or let someone who can unlock it add this one.",
    ),
    "officer_twice": QT_TRANSLATE_NOOP(
        "sentences",
        "Certificate number {cert_no} is empty or given twice. Nothing was made; each officer needs his own number.",
    ),
    "officer_missing": QT_TRANSLATE_NOOP(
        "sentences", "There is no officer to unlock this profile. Nothing was made; enter at least one officer."
    ),
    "last_slot": QT_TRANSLATE_NOOP(
        "sentences",
        "This is the only officer who can unlock this computer. Nothing was removed; add another officer first.",
    ),
    "device_secret_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "This computer's keystore does not hold the secret that belongs to these records. They are untouched; open "
        "them on the computer and account they were made with, or use the recovery code or a backup.",
    ),
    "keystore_refused": QT_TRANSLATE_NOOP(
        "sentences", "The system's keystore is locked or refused. Nothing was changed; unlock it and try again."
    ),
    "wrong_recovery_code": QT_TRANSLATE_NOOP(
        "sentences", "This recovery code does not open it. Nothing was touched; compare it with the printed sheet."
    ),
    "wrong_office_key": QT_TRANSLATE_NOOP(
        "sentences",
        "This office key does not open it. Nothing was touched; take the key this device was enrolled with.",
    ),
    "vault_locked": QT_TRANSLATE_NOOP(
        "sentences", "The records are locked. What was saved is safe; unlock them with a passphrase and try again."
    ),
    "vault_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "The file with the key slots is missing ({path}). The records are untouched; put the file back or restore a "
        "backup.",
    ),
    "vault_damaged": QT_TRANSLATE_NOOP(
        "sentences",
        "The file with the key slots is damaged. The records are untouched; restore the file or a backup.",
    ),
    "vault_newer": QT_TRANSLATE_NOOP(
        "sentences",
        "The file with the key slots is not of a kind this version knows. Nothing was touched; install the newer "
        "program.",
    ),
    "pin_form": QT_TRANSLATE_NOOP(
        "sentences", "A PIN is six digits, not a simple row. Nothing was changed; choose another."
    ),
    "wrong_pin": QT_TRANSLATE_NOOP(
        "sentences", "Wrong PIN, {left} tries left. Nothing was lost; after that the passphrase is asked."
    ),
    "pin_locked": QT_TRANSLATE_NOOP(
        "sentences", "The PIN was wrong five times. Nothing was lost; use the passphrase instead."
    ),
    "pin_missing": QT_TRANSLATE_NOOP(
        "sentences", "No PIN has been set for this officer here. Nothing was changed; use the passphrase."
    ),
    # --- the folder
    "profile_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "There is no profile in {path}. Nothing was changed; choose the right folder, or make a profile first.",
    ),
    "profile_exists": QT_TRANSLATE_NOOP(
        "sentences",
        "There is a profile in {path} already. Nothing was changed; choose another folder or open this one.",
    ),
    "profile_in_use": QT_TRANSLATE_NOOP(
        "sentences",
        "Another window or program has this profile open (process {process}). Nothing was changed; go on there or "
        "close it first.",
    ),
    # --- photos
    "blob_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "This photo or file is not on this computer. The record is safe; fetch it from the office or a backup.",
    ),
    "blob_damaged": QT_TRANSLATE_NOOP(
        "sentences",
        "This photo or file is damaged on this disk and is not shown. The record is safe; sync or add the original "
        "again to mend it.",
    ),
    "blob_differs": QT_TRANSLATE_NOOP(
        "sentences", "The file that arrived is not the one expected. Nothing was stored; it will be fetched again."
    ),
    # --- backup and restore
    "backup_damaged": QT_TRANSLATE_NOOP(
        "sentences", "This backup is damaged or not complete ({file}). Nothing was restored; use another backup."
    ),
    "backup_newer": QT_TRANSLATE_NOOP(
        "sentences",
        "This backup was made by a newer version of the program. Nothing was restored; install that version first.",
    ),
    "backup_records_damaged": QT_TRANSLATE_NOOP(
        "sentences",
        "The records failed their check, so no backup was made of them. Earlier backups are untouched; run the check "
        "and keep the latest good backup.",
    ),
    "backup_not_portable": QT_TRANSLATE_NOOP(
        "sentences",
        "This backup can be opened only on the computer it was made on, or with the recovery code. Nothing was "
        "restored.",
    ),
    "folder_missing": QT_TRANSLATE_NOOP(
        "sentences", "There is no folder {path}. Nothing was written; choose a folder that exists."
    ),
    "folder_not_empty": QT_TRANSLATE_NOOP(
        "sentences", "The folder {path} is not empty. Nothing was restored; choose an empty or a new folder."
    ),
    # --- a case from a file
    "case_unreadable": QT_TRANSLATE_NOOP(
        "sentences",
        "The file {file} is not a case in JSON ({reason}). Nothing was stored; check the file and load it again.",
    ),
}
