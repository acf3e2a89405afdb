"""Reads a finished PDF back into a flat drawing list: texts, paths and code modules with their places, nothing of the layout.

A list is what reportlab and the C program draw from, so that they are compared without having to lay anything out.
One item a line, fields separated by tabs, lengths in points from the page's lower left corner:
  page
  text  FACE SIZE GREY X Y SPACING STRING      SPACING is added after every character
  path  S|F WIDTH GREY DASH OPERATORS          S strokes, F fills; DASH is "-" or "on,off"; operators as in PDF: m l c h
  code  X Y SIZE ROW,ROW,…                     one row of modules after the other from the top, 1 is black
"""
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage


def read(path):
    """The drawing list of the PDF at path, a list of tuples of strings."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    items = []
    with open(path, "rb") as file:
        for page in PDFPage.get_pages(file):
            interpreter.process_page(page)
            items += [("page",)] + page_items(device.get_result())
    return items


def page_items(page):
    marks = list(leaves(page))
    paths = [path_item(m) for m in marks if isinstance(m, LTCurve)]
    codes = [code_item(m) for m in sorted(marks, key=lambda m: -m.width) if isinstance(m, LTImage)]
    return paths + codes + texts([m for m in marks if isinstance(m, LTChar)])


def leaves(box):
    for mark in box:
        if isinstance(mark, LTContainer):
            yield from leaves(mark)
        else:
            yield mark


def number(value):
    return f"{value:.3f}".rstrip("0").rstrip(".")


def path_item(mark):
    mode = "F" if mark.fill and not mark.stroke else "S"
    dash = ",".join(number(d) for d in mark.dashing_style[0]) if mark.dashing_style else ""
    operators = " ".join(" ".join([op[0], *(number(v) for point in op[1:] for v in point)]) for op in mark.original_path)
    colour = mark.non_stroking_color if mode == "F" else mark.stroking_color
    return ("path", mode, number(mark.linewidth), number(grey(colour)), dash or "-", operators)


def grey(colour):
    return float(colour[0] if isinstance(colour, (tuple, list)) else colour or 0)


def code_item(mark):
    return ("code", number(mark.x0), number(mark.y0), number(mark.width), ",".join(modules(mark.stream)))


def modules(stream):
    """The rows of a one-bit picture of one pixel a module."""
    width, height = stream.attrs["Width"], stream.attrs["Height"]
    black = "1" if stream.attrs.get("Decode") == [1, 0] else "0"
    data, stride = stream.get_data(), (width + 7) // 8
    rows = (data[y * stride : (y + 1) * stride] for y in range(height))
    return ["".join("1" if bit == black else "0" for bit in f"{int.from_bytes(row, 'big'):0{stride * 8}b}"[:width]) for row in rows]


def texts(characters):
    """Characters of one face and size that follow each other on a line become one text with an even spacing."""
    runs = []
    for c in sorted(characters, key=lambda c: (face(c), c.matrix[0], -round(c.matrix[5], 1), c.matrix[4])):
        if runs and continues(runs[-1][-1], c):
            runs[-1].append(c)
        else:
            runs.append([c])
    return [text_item(run) for run in runs if any(not c.get_text().isspace() for c in run)]


def continues(before, c):
    same = face(before) == face(c) and abs(before.matrix[0] - c.matrix[0]) < 0.01 and abs(before.matrix[5] - c.matrix[5]) < 0.1
    return same and abs(c.matrix[4] - before.matrix[4] - before.width) < 0.6 * before.matrix[0]


def face(character):
    return character.fontname.split("+")[-1]


def text_item(run):
    first, last = run[0], run[-1]
    gaps = last.x0 - first.x0 - sum(c.width for c in run[:-1])
    spacing = gaps / (len(run) - 1) if len(run) > 1 else 0
    size, shade = number(first.matrix[0]), number(grey(first.graphicstate.ncolor))
    return ("text", face(first), size, shade, number(first.matrix[4]), number(first.matrix[5]), number(spacing), "".join(c.get_text() for c in run))
