"""From the press's PDF to PDF/A-2b: colour profile, metadata, nothing a reader must guess."""

from __future__ import annotations

import io
import struct
from datetime import datetime
from functools import lru_cache
from xml.sax.saxutils import escape

import pikepdf

from models.clock import local

CREATOR = "Anxin"


def archive(pdf: bytes, *, title: str, lang: str, made_at: datetime, part: int = 2) -> bytes:
    """``pdf`` as PDF/A-2b (or 1b with ``part=1``, which the PDFBox preflight of the checks understands).

    ``made_at`` is aware. Same input, same bytes. No /Producer anywhere: the signing step would write the two
    places differently and the file would no longer be PDF/A.
    """
    moment = local(made_at).replace(microsecond=0)
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        for obj in doc.objects:
            if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font" and "/Encoding" in obj:
                del obj["/Encoding"]  # symbolic TrueType: the built-in map is the only one allowed
        profile = doc.make_stream(srgb_profile())
        profile.N = 3
        doc.Root.OutputIntents = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.OutputIntent,
                    S=pikepdf.Name.GTS_PDFA1,
                    OutputConditionIdentifier=pikepdf.String("sRGB IEC61966-2.1"),
                    Info=pikepdf.String("sRGB IEC61966-2.1"),
                    DestOutputProfile=doc.make_indirect(profile),
                )
            ]
        )
        meta = doc.make_stream(_xmp(title, lang, moment.isoformat(), part).encode())
        meta.Type, meta.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        doc.Root.Metadata = doc.make_indirect(meta)
        doc.Root.Lang = pikepdf.String(lang)
        doc.Root.MarkInfo = pikepdf.Dictionary(Marked=False)
        doc.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if "/Outlines" in doc.Root:
            del doc.Root["/Outlines"]
        for key in list(doc.docinfo.keys()):
            del doc.docinfo[key]
        stamp = moment.strftime("D:%Y%m%d%H%M%S+08'00'")
        doc.docinfo["/Title"] = pikepdf.String(title)
        doc.docinfo["/Creator"] = pikepdf.String(CREATOR)
        doc.docinfo["/CreationDate"] = pikepdf.String(stamp)
        doc.docinfo["/ModDate"] = pikepdf.String(stamp)
        out = io.BytesIO()
        version = "1.4" if part == 1 else "1.7"
        mode = pikepdf.ObjectStreamMode.disable
        doc.save(out, deterministic_id=True, force_version=version, object_stream_mode=mode)
    return out.getvalue()


def _xmp(title: str, lang: str, moment: str, part: int) -> str:
    """Each description declares its own namespaces, or preflight says the schema is not set."""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{escape(lang)}</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool><xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate></rdf:Description>
</rdf:RDF></x:xmpmeta>
{" " * 512}
<?xpacket end="w"?>"""


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """A version-2 matrix profile of sRGB, built here: the common ready-made ones are version 4 or not free."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(x: float, y: float, z: float) -> bytes:
        return b"XYZ \0\0\0\0" + fixed(x) + fixed(y) + fixed(z)

    name = b"sRGB IEC61966-2.1"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + b"\0" + bytes(12 + 67)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))
    parts: list[tuple[bytes, bytes]] = [
        (b"desc", description),
        (b"cprt", b"text\0\0\0\0No copyright, use freely\0"),
        (b"wtpt", xyz(0.9642, 1.0, 0.8249)),
        (b"rXYZ", xyz(0.4360747, 0.2225045, 0.0139322)),
        (b"gXYZ", xyz(0.3850649, 0.7168786, 0.0971045)),
        (b"bXYZ", xyz(0.1430804, 0.0606169, 0.7141733)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    table, body = struct.pack(">I", len(parts)), b""
    start = 128 + 4 + 12 * len(parts)
    for tag, content in parts:
        content += bytes(-len(content) % 4)
        table += tag + struct.pack(">II", start + len(body), len(content))
        body += content
    size = start + len(body)
    header = struct.pack(">I", size) + bytes(4) + bytes.fromhex("02100000") + b"mntrRGB XYZ "
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    header += fixed(0.9642) + fixed(1.0) + fixed(0.8249)
    return header + bytes(128 - len(header)) + table + body
