"""Sentences about papers: fonts, pages, signatures, verification."""

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "no_glyph": QT_TRANSLATE_NOOP(
        "sentences",
        "No font of the program can print these characters: {characters} ({codes}). The paper was not made and "
        "nothing was changed; correct the text, or write it in another form, and try again.",
    ),
    "font_damaged": QT_TRANSLATE_NOOP(
        "sentences",
        "The font file {name} that belongs to the program is damaged. Your records are safe, but no paper can be "
        "made; install the program again.",
    ),
    "pdf_unreadable": QT_TRANSLATE_NOOP(
        "sentences",
        "This file cannot be read as a PDF. Nothing was changed; check that it is the right file and that the copy "
        "is complete.",
    ),
    "qr_unreadable": QT_TRANSLATE_NOOP(
        "sentences",
        "This is not a code that the program prints on its papers. Nothing was changed; scan the code at the top "
        "right of the first page again.",
    ),
    "signing_failed": QT_TRANSLATE_NOOP(
        "sentences",
        "The paper could not be signed with this device's key ({reason}). Nothing was issued and no number was "
        "used; try again, and enrol the device anew if it happens again.",
    ),
}
