"""Draws the job with reportlab from its flat drawing list: compose_reportlab.py FOLDER TO.

Reportlab embeds no CFF outlines, and Noto CJK has no others, so every face is HanaMinA, a TrueType mincho from Debian's fonts-hanazono. It is
lighter work than the others': one face to subset instead of three, and nothing is laid out.
"""
import os
import sys
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "/usr/share/fonts/truetype/hanazono/HanaMinA.ttf"
A4 = (595.276, 841.89)


def compose(job, to):
    pdfmetrics.registerFont(TTFont("HanaMinA", FONT))
    canvas = None
    for line in open(job / "drawing.txt"):
        kind, *item = line.rstrip("\n").split("\t")
        if kind == "document":
            if canvas:
                canvas.save()
            canvas = begun(to / f"{item[0]}.pdf", item[1])
            fresh = True
        elif kind == "page":
            if not fresh:
                canvas.showPage()
            fresh = False
        else:
            DRAW[kind](canvas, *item)
    canvas.save()


def begun(path, title):
    os.makedirs(path.parent, exist_ok=True)
    canvas = Canvas(str(path), pagesize=A4, pageCompression=1, lang="zh-CN")
    canvas.setTitle(title)
    return canvas


def text(canvas, _, size, grey, x, y, spacing, string):
    canvas.setFillGray(float(grey))
    line = canvas.beginText(float(x), float(y))
    line.setFont("HanaMinA", float(size))
    line.setCharSpace(float(spacing))
    line.textOut(string)
    canvas.drawText(line)


def path(canvas, mode, width, grey, dash, operators):
    stroke = mode == "S"
    (canvas.setStrokeGray if stroke else canvas.setFillGray)(float(grey))
    canvas.setLineWidth(float(width))
    canvas.setDash([] if dash == "-" else [float(d) for d in dash.split(",")])
    canvas.drawPath(outline(canvas.beginPath(), operators.split()), stroke=stroke, fill=not stroke)


def outline(path, words):
    words = iter(words)
    for operator in words:
        if operator == "h":
            path.close()
        else:
            numbers = [float(next(words)) for _ in range(6 if operator == "c" else 2)]
            {"m": path.moveTo, "l": path.lineTo, "c": path.curveTo}[operator](*numbers)
    return path


def code(canvas, x, y, size, rows):
    rows = rows.split(",")
    module = float(size) / len(rows)
    canvas.setFillGray(0)
    squares = canvas.beginPath()
    for number, row in enumerate(rows):
        for start, length in runs(row):
            squares.rect(float(x) + start * module, float(y) + float(size) - (number + 1) * module, length * module, module)
    canvas.drawPath(squares, stroke=0, fill=1)


def runs(row):
    start = row.find("1")
    while start >= 0:
        end = row.find("0", start) if "0" in row[start:] else len(row)
        yield start, end - start
        start = row.find("1", end)


DRAW = {"text": text, "path": path, "code": code}

if __name__ == "__main__":
    compose(Path(sys.argv[1]), Path(sys.argv[2]))
