"""What the codes of a service are called: manner, kind of place, capacity of the recipient."""

from __future__ import annotations

from ui import i18n

NOBODY_THERE = ("posted", "public_notice")
"""Manners of service in which nobody takes the paper into his hands."""


def method_text(code: str) -> str:
    translate = i18n.translate
    return {
        "direct": translate("serve", "Handed over"),
        "left": translate("serve", "Left after refusal"),
        "mail": translate("serve", "By post"),
        "electronic": translate("serve", "Electronically"),
        "entrusted": translate("serve", "By another office"),
        "forwarded": translate("serve", "Passed on"),
        "posted": translate("serve", "Posted up"),
        "public_notice": translate("serve", "By public notice"),
    }[code]


def place_text(code: str) -> str:
    translate = i18n.translate
    return {
        "domicile": translate("serve", "Registered domicile"),
        "office": translate("serve", "Other office of the unit"),
        "project_office": translate("serve", "Project office"),
        "building_site": translate("serve", "Building site"),
        "bureau_office": translate("serve", "Our own office"),
        "agreed_address": translate("serve", "Address agreed in writing"),
        "home": translate("serve", "Home of the person"),
        "other": translate("serve", "Elsewhere"),
    }[code]


def authority_text(code: str) -> str:
    translate = i18n.translate
    return {
        "legal_rep": translate("serve", "Legal representative"),
        "principal": translate("serve", "Principal"),
        "mail_recipient": translate("serve", "In charge of the mail"),
        "authorised_agent": translate("serve", "Agent with written authority"),
        "adult_family": translate("serve", "Adult family member living together"),
        "party": translate("serve", "The person himself"),
        "none": translate("serve", "No authority, or not known"),
    }[code]
