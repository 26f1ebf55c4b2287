"""Sentences of the tour."""

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "tour_folder_not_empty": QT_TRANSLATE_NOOP(
        "sentences", "The folder {path} is not empty. Nothing was changed; name an empty or a new folder."
    ),
    "xvfb_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "The virtual screen (Xvfb) is not installed. Nothing was done; install it or use --screen offscreen.",
    ),
}
