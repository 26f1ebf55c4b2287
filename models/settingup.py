"""The first start of an office that works alone: profile, officers with or without a passphrase, where numbers begin."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models import numbering, pack, pin, records
from models.clock import Clock, today
from models.errors import KnownError
from models.founding import ROLES
from models.keystore import Keystore
from models.numbering import Rules
from models.pack import Pack
from models.passphrase import is_strong, new_recovery_code, plain
from models.profile import ASK, Profile
from models.vaultfile import Kdf

SERIES = (
    "inspection_approval",
    "inspection_notice",
    "site_inspection_record",
    "inquiry_notice",
    "rectification_order",
)
"""Papers whose numbers are shown at the first start; the others follow the same pattern."""

SYLLABLES = re.findall(
    r"\w+",
    """
    an ba bai ban bao bei bi bo cai cao cha chang chen chi chun da dai dan dao deng di dong du duan er
    fan fang fei feng fu gan gao ge gen gong gu guan guang gui guo hai han hao he heng hong hu hua huan
    hui ji jia jian jiang jiao jie jin jing jiu ju jun kai kang ke kong ku kuan lai lan lang lao li lian
    liang lin ling liu long lu lun luo ma man mao mei men meng mi mian min ming mo mu nan neng ni nian
    ning niu nuan pan peng pian ping po pu qi qian qiang qiao qin qing qiu qu quan ren rong ru rui san
    sha shan shang shen sheng shi shou shu shui song su sui tai tan tang tao teng tian tie ting tong tu
    wan wang wei wen wu xi xia xian xiang xiao xin xing xiu xu xuan xue yan yang yao ye yi yin ying yong
    you yu yuan yue yun zai zeng zhan zhang zhao zhen zheng zhi zhong zhou zhu zhuang zi zong
    """,
)
"""Pinyin syllables without tones: typed on any keyboard, no input method needed."""


def suggestion() -> str:
    """A passphrase of five made-up words that can be typed without an input method: some 75 bits."""
    return " ".join(secrets.choice(SYLLABLES) + secrets.choice(SYLLABLES) for _ in range(5))


def strength(passphrase: str) -> str:
    """``empty``, ``short`` (refused), ``device`` (enough only where this computer's keystore helps), ``good``, ``strong``."""
    text = plain(passphrase)
    if not text:
        return "empty"
    if len(text) < 6:
        return "short"
    if not is_strong(text):
        return "device"
    return "strong" if len(text) >= 20 and len(set(text)) >= 8 else "good"


def preview(law: Pack, prefix: str, patterns: Mapping[str, str], type: str, year: int, n: int) -> str:
    """The first number of ``type`` as it will be printed; raises KnownError("number_pattern_bad")."""
    rules = Rules("", dict(patterns), law, prefix)
    return rules.main(type, year, n)


def set_up(
    folder: Path,
    *,
    office: Mapping[str, Any],
    officers: Sequence[Mapping[str, Any]],
    starts: Mapping[str, int],
    device_name: str,
    pin_of_first: str | None,
    clock: Clock,
    keystore: Keystore | str | None = ASK,
    kdf: Kdf | None = None,
) -> tuple[Profile, str]:
    """A new profile and its recovery code, to be printed or written down and never stored.

    ``officers`` as :meth:`Profile.create` takes them, the first with a passphrase; one without gets no slot yet.
    ``starts``: document type → number of this year the next paper takes, where papers were written before.
    Raises KnownError as :meth:`Profile.create`, and pin_form, number_pattern_bad, block_bad; then there is no profile.
    """
    law = pack.load()
    year = today(clock).year
    for type, start in starts.items():
        preview(law, str(office.get("doc_prefix") or ""), office.get("number_patterns") or {}, type, year, start)
        if not 1 <= start <= numbering.LARGEST:
            raise KnownError("block_bad", lo=start, hi=start)
    if pin_of_first is not None:
        pin.check_form(pin_of_first)
    with_slot = [o for o in officers if o.get("passphrase")]
    later = [o for o in officers if not o.get("passphrase")]
    profile = Profile.create(
        folder, office=office, officers=with_slot, clock=clock, device_name=device_name, keystore=keystore, kdf=kdf
    )
    try:
        _enter(profile, later, starts, year)
        if pin_of_first is not None and profile.officer_id is not None:
            pin.set_pin(profile.store, profile.officer_id, pin_of_first)
        code = new_recovery_code()
        profile.vault.add_recovery(code, kdf=kdf)
    except BaseException:
        profile.close()
        raise
    return profile, code


def _enter(profile: Profile, later: Sequence[Mapping[str, Any]], starts: Mapping[str, int], year: int) -> None:
    """Officers who set their passphrase later, and blocks that begin where the paper book ended."""
    begun = {type: start for type, start in starts.items() if start > 1}
    if not later and not begun:
        return
    office, size = profile.office_id, int(profile.pack.option("number_block_size"))
    with profile.store.change(profile.officer_id, "set_up") as tx:
        for person in later:
            number = str(person["cert_no"])
            officer = records.officer_id(office, number)
            role = ROLES.get(str(person.get("role")), person.get("role"))
            tx.put("officer", officer, office=office, name=person["name"], role=role, active=True)
            tx.put(
                "certificate",
                records.certificate_id(office, number),
                officer=officer,
                kind=person.get("cert_kind"),
                number=number,
                valid_from=person.get("valid_from"),
                valid_until=person.get("valid_until"),
            )
        for type, start in begun.items():
            numbering.grant(tx, office, type, year, start, start + size - 1, profile.store.replica)
