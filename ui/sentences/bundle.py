"""Sentences of the stick: bundles, receipts, and joining without a network."""

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    # --- what was brought
    "bundle_not_one": QT_TRANSLATE_NOOP(
        "sentences", "{file} is not a bundle of this program. Nothing was changed; choose the file that was exported."
    ),
    "bundle_damaged": QT_TRANSLATE_NOOP(
        "sentences",
        "{file} is damaged from its beginning, so nothing of it can be used. Nothing was changed, and whoever made it "
        "still has everything; export it once more.",
    ),
    "bundle_not_for_us": QT_TRANSLATE_NOOP(
        "sentences",
        "{file} was made for another office or another computer and cannot be opened here. Nothing was changed; bring "
        "it where it belongs.",
    ),
    "bundle_other_office": QT_TRANSLATE_NOOP(
        "sentences", "{file} belongs to another office. Nothing was changed; bring it to the office it belongs to."
    ),
    "bundle_unknown_device": QT_TRANSLATE_NOOP(
        "sentences",
        "The computer “{name}” is none of this office's as far as this computer knows. Nothing was changed; sync this "
        "computer first, or let that one join.",
    ),
    "bundle_forged": QT_TRANSLATE_NOOP(
        "sentences",
        "{file} is not signed by the computer it names. What was stored before is unchanged; do not use it, and tell "
        "the administrator.",
    ),
    "bundle_newer": QT_TRANSLATE_NOOP(
        "sentences",
        "{file} was made by a newer version of this program. Nothing was changed; update this computer, then import it "
        "again.",
    ),
    # --- making one
    "bundle_no_desk": QT_TRANSLATE_NOOP(
        "sentences",
        "This computer knows no desk of the office that could open a bundle. Everything is kept here; sync once, or "
        "bring a bundle from the desk first.",
    ),
    "bundle_from_desk": QT_TRANSLATE_NOOP(
        "sentences",
        "This computer is the office's desk: its bundles go to one laptop. Nothing was made; say for which laptop.",
    ),
    "bundle_needs_desk": QT_TRANSLATE_NOOP(
        "sentences", "Only a desk of the office can do this. Nothing was changed; do it at the desk."
    ),
    "bundle_whose": QT_TRANSLATE_NOOP(
        "sentences",
        "No single computer of the office is called {name}. Nothing was made; name one of: {known}.",
    ),
    "bundle_history_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "This desk does not hold the office's records from their beginning, and its server does not give them, so it "
        "cannot hand them to a laptop. Nothing was made; make the bundle at the desk that founded the office.",
    ),
    "bundle_stick_full": QT_TRANSLATE_NOOP(
        "sentences",
        "There is no room left for {file}. Nothing half was left there and everything is kept on this computer; make "
        "room or take another stick, then export again.",
    ),
    "bundle_stick_failed": QT_TRANSLATE_NOOP(
        "sentences",
        "{file} could not be written: the stick is away, write-protected or broken. Everything is kept on this computer; "
        "export again to another place.",
    ),
    # --- receipts
    "receipt_code_bad": QT_TRANSLATE_NOOP(
        "sentences", "A receipt code has 12 letters and digits. Nothing was changed; ask for it once more."
    ),
    "receipt_unknown": QT_TRANSLATE_NOOP(
        "sentences",
        "This receipt fits no bundle made on this computer. Nothing counts as received; compare the code with the desk, "
        "sign by sign.",
    ),
    # --- joining
    "request_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "{file} is not a request to join. Nothing was changed; choose the file the new laptop wrote.",
    ),
    "request_forged": QT_TRANSLATE_NOOP(
        "sentences",
        "{file} was changed since the laptop wrote it. Nobody was let in; write the request anew on the laptop.",
    ),
    "code_short": QT_TRANSLATE_NOOP(
        "sentences", "A joining code has 16 letters and digits. Nothing was made; type all of it as the desk told it."
    ),
    "nothing_asked": QT_TRANSLATE_NOOP(
        "sentences",
        "No request to join was made on this computer. Nothing was changed; write one first and bring it to the desk.",
    ),
    "grant_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "This bundle does not let this computer in. Nothing was changed; at the desk, grant the request and bring the "
        "bundle made then.",
    ),
    "grant_forged": QT_TRANSLATE_NOOP(
        "sentences",
        "Whoever made this bundle does not know the code this computer joins with. Nothing was changed; bring the "
        "bundle from the desk that told the code.",
    ),
    "stick_only": QT_TRANSLATE_NOOP(
        "sentences",
        "This computer joined by USB stick and knows no server. Everything is kept here; exchange bundles by stick, or "
        "join the server with a one-time code.",
    ),
}
