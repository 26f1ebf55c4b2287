"""Sentences of the office's seal: its picture, the authorisation to use it, sheets and stamped copies."""

from __future__ import annotations

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "seal_size_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "A seal is {least} to {most} mm wide and high. Nothing was kept; measure the seal's outer edge on paper and type it again.",
    ),
    "seal_name_missing": QT_TRANSLATE_NOOP(
        "sentences", "The seal has no name. Nothing was kept; say which seal it is, as in the list of seals."
    ),
    "seal_picture_missing": QT_TRANSLATE_NOOP(
        "sentences", "No picture of a seal was chosen yet. Nothing was kept; choose its file."
    ),
    "no_printer_here": QT_TRANSLATE_NOOP(
        "sentences",
        "No printer is connected to this device. Connect one, or save the test page and print it elsewhere.",
    ),
    "seal_picture_unreadable": QT_TRANSLATE_NOOP(
        "sentences", "This file is no picture that can be used as a seal. Nothing was kept; choose a PNG or SVG file."
    ),
    "seal_picture_empty": QT_TRANSLATE_NOOP(
        "sentences",
        "There is no seal in this picture, or nothing but colour. Nothing was kept; choose the picture of the seal alone.",
    ),
    "seal_picture_not_red": QT_TRANSLATE_NOOP(
        "sentences",
        "The seal in this picture is not red. Nothing was kept; choose the picture in the seal's own colour.",
    ),
    "seal_picture_shape": QT_TRANSLATE_NOOP(
        "sentences",
        "The picture ({found} dots) has another shape than {given} mm. Nothing was kept; check the size, or choose a picture that is not distorted.",
    ),
    "seal_picture_coarse": QT_TRANSLATE_NOOP(
        "sentences",
        "The picture has {found} dots an inch at this size and needs {least}. Nothing was kept; choose a sharper picture.",
    ),
    "seal_unknown": QT_TRANSLATE_NOOP(
        "sentences", "This seal is not here. Nothing was changed; sync, and look at the list of seals again."
    ),
    "seal_authorisation_incomplete": QT_TRANSLATE_NOOP(
        "sentences",
        "Who authorised the seal, by which paper, from when to when and for which papers is all needed. Nothing was kept; fill in what is empty.",
    ),
    "seal_authorisation_backwards": QT_TRANSLATE_NOOP(
        "sentences", "The last day lies before the first. Nothing was kept; check both days."
    ),
    "seal_withdrawn_already": QT_TRANSLATE_NOOP(
        "sentences", "This authorisation was withdrawn before. Nothing was changed."
    ),
    "seal_not_authorised": QT_TRANSLATE_NOOP(
        "sentences",
        "No authorisation allows the seal's picture on {title} on {day}. Nothing was issued; choose another way of sealing, or have the authorisation recorded.",
    ),
    "seal_officer_foreign": QT_TRANSLATE_NOOP(
        "sentences",
        "Only officers of this office may use its seal, and {name} is none. Nothing was changed; choose another officer or another way of sealing.",
    ),
    "seal_place_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "{title} has no place for a seal's picture. Nothing was issued; choose another way of sealing.",
    ),
    "copy_days_wrong": QT_TRANSLATE_NOOP(
        "sentences",
        "The copy of {number} was stamped after the paper's day and before it was handed over. Nothing was changed; check both days.",
    ),
    "day_missing": QT_TRANSLATE_NOOP(
        "sentences", "The day is missing or no whole date. Nothing was changed; type it as 2026-10-14 or choose it."
    ),
    "offset_bad": QT_TRANSLATE_NOOP(
        "sentences", "The print can be moved by up to {most} mm each way. Nothing was changed; check the figure."
    ),
    "print_copy_failed": QT_TRANSLATE_NOOP(
        "sentences",
        "The copy for the stationery could not be made ({reason}). The paper is issued and safe; print it on plain paper.",
    ),
}
