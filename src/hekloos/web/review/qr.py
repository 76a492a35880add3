"""A QR code as a drawing that can stand in a page."""

from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString


def qr_code(text: str) -> SafeString:
    """An SVG as wide as its place; dark squares that touch in a row are one piece, for pages with many codes."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=0)
    code.add_data(text)
    rows = code.get_matrix()
    path = []
    for y, row in enumerate(rows):
        x = 0
        for is_dark, squares in groupby(row):
            width = len(list(squares))
            if is_dark:
                path.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" aria-hidden="true"><path d="{1}"/></svg>', len(rows), "".join(path)
    )
