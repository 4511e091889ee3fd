"""
Pictures, taken apart in a process of its own (`kit.apart`).

Nothing here is called by the program itself. Pillow decodes only the formats named here,
only the first image of a file, and nothing larger than `_MOST_PIXELS`.
"""

import io
import math
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pdqhash
from PIL import ExifTags, Image, ImageOps

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")
_MOST_PIXELS = 100_000_000  # a hundred megapixels: 300 MB when it is unpacked
_ENOUGH = 1024  # pixels a side: a fingerprint is made of 64 by 64 anyway
_LEAST_QUALITY = 50  # of 100: below it there is too little in a picture to know it by
_CUT = 0.05  # of a side: what is cut off where somebody trims a logo or a frame
_LONGEST = 200  # characters of what a file says
_BY_NUMBER = frozenset({"P", "PA", "1"})
_TURNS = {  # EXIF 2.32, 4.6.4: how the device was held
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_Tags = Mapping[Any, Any]


def told(data: bytes, _: Any) -> dict[str, Any]:
    """Return size, fingerprints and what the file says of itself; or what kept it from that."""
    try:
        image = _opened(data)
    except Image.DecompressionBombError:
        return {"fault": "it has more pixels than are unpacked"}
    width, height = image.size
    found: dict[str, Any] = {"width": width, "height": height, "says": _says(image)}
    try:
        small = _small(image, _ENOUGH)
    except (OSError, SyntaxError, ValueError, EOFError) as fault:
        return {**found, "fault": f"it is not whole ({type(fault).__name__})"}
    return {**found, "fingerprints": _fingerprints(small)}


def shown(data: bytes, most: int) -> tuple[dict[str, Any], bytes]:
    """Return a picture made anew from the pixels, at most so many wide and high, as JPEG."""
    image = _opened(data)
    turned = image.getexif().get(ExifTags.Base.Orientation)
    made = _small(image, most)
    if turned in _TURNS:
        made = made.transpose(_TURNS[turned])
    out = io.BytesIO()
    Image.fromarray(np.asarray(made)).save(out, "JPEG", quality=85)  # carries nothing along
    return {"width": made.width, "height": made.height}, out.getvalue()


def _opened(data: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    warnings.simplefilter("ignore")
    image = Image.open(io.BytesIO(data), formats=FORMATS)
    if image.width * image.height > _MOST_PIXELS:
        raise Image.DecompressionBombError
    return image


def _small(image: Image.Image, most: int) -> Image.Image:
    """Return a picture in red, green and blue, no larger; what can be seen through is white."""
    image.draft("RGB", (most, most))  # JPEG is unpacked smaller at once
    if image.mode in _BY_NUMBER:  # colours by number cannot be mixed
        image = image.convert("RGBA")
    image.thumbnail((most, most))
    if image.mode in {"RGBA", "LA"}:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        image = Image.alpha_composite(white, clear)
    return image.convert("RGB")


def _fingerprints(image: Image.Image) -> list[tuple[str, str]]:
    """Return the picture's PDQ hash, its mirror's, and those of the picture with edges cut off."""
    words, quality = _pdq(image)
    if quality < _LEAST_QUALITY:
        return []
    wide, high = image.size
    across, down = int(wide * _CUT), int(high * _CUT)
    half = (across // 2, down // 2, wide - across // 2, high - down // 2)
    cut = {
        "all": half,
        "left": (across, 0, wide, high),
        "right": (0, 0, wide - across, high),
        "top": (0, down, wide, high),
        "bottom": (0, 0, wide, high - down),
    }
    found = [("pdq", words), ("pdq mirrored", _pdq(ImageOps.mirror(image))[0])]
    return found + [(f"pdq cut {edge}", _pdq(image.crop(box))[0]) for edge, box in cut.items()]


def _pdq(image: Image.Image) -> tuple[str, int]:
    bits, quality = pdqhash.compute(np.ascontiguousarray(np.asarray(image)))
    return np.packbits(bits.astype(np.uint8)).tobytes().hex(), int(quality)


def _says(image: Image.Image) -> list[tuple[str, str]]:
    """Return what EXIF says; nothing where it is broken."""
    try:
        exif = image.getexif()
        inside, where = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
        return [*_times(exif, inside), *_place(where), *_words(exif, inside)]
    except Exception:  # noqa: BLE001 - a broken EXIF block tells nothing; the picture may be whole
        return []


def _times(exif: _Tags, inside: _Tags) -> list[tuple[str, str]]:
    base = ExifTags.Base
    for source, tag, zone in (
        (inside, base.DateTimeOriginal, base.OffsetTimeOriginal),
        (inside, base.DateTimeDigitized, base.OffsetTimeDigitized),
        (exif, base.DateTime, base.OffsetTime),
    ):
        day, _, clock = _text(source.get(tag)).partition(" ")
        year, *rest = day.split(":")
        if year.strip("0 ") and len(rest) == len(("month", "day")):
            return [("time", f"{year}-{'-'.join(rest)}T{clock}{_text(inside.get(zone))}")]
    return []


def _place(where: _Tags) -> list[tuple[str, str]]:
    gps = ExifTags.GPS
    latitude = _degrees(where.get(gps.GPSLatitude), where.get(gps.GPSLatitudeRef), "S", 90)
    longitude = _degrees(where.get(gps.GPSLongitude), where.get(gps.GPSLongitudeRef), "W", 180)
    if latitude is None or longitude is None or not (latitude or longitude):
        return []  # 0, 0 is what a device writes that does not know
    return [("place", f"{latitude:.5f}, {longitude:.5f}")]


def _degrees(parts: Any, ref: Any, negative: str, most: int) -> float | None:
    if not isinstance(parts, tuple) or not 0 < len(parts) <= len(("degrees", "minutes", "seconds")):
        return None
    whole: float = sum(float(part) / 60**place for place, part in enumerate(parts))
    if not math.isfinite(whole) or abs(whole) > most:
        return None
    return -whole if _text(ref).upper().startswith(negative) else whole


def _words(exif: _Tags, inside: _Tags) -> list[tuple[str, str]]:
    base = ExifTags.Base
    device = " ".join(
        dict.fromkeys(filter(None, map(_text, map(exif.get, (base.Make, base.Model)))))
    )
    tags = (
        ("software", exif.get(base.Software)),
        ("owner", inside.get(base.CameraOwnerName)),
        ("owner", exif.get(base.Artist)),
        ("owner", exif.get(base.Copyright)),
        ("serial", inside.get(base.BodySerialNumber)),
        ("serial", inside.get(base.LensSerialNumber)),
        ("serial", inside.get(base.ImageUniqueID)),
        ("words", exif.get(base.ImageDescription)),
    )
    found = [("device", device), *((what, _text(says)) for what, says in tags)]
    return [(what, says) for what, says in found if says]


def _text(value: Any) -> str:
    """Return what can be read of a value, on one line; empty if nothing can."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str | int):
        return ""
    shown = "".join(c if c.isprintable() else " " for c in str(value)[:_LONGEST])
    return " ".join(shown.split())
