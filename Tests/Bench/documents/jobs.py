"""Turns what certkiosk composed for invented applicants into the same job for the other contestants."""
import json
from pathlib import Path

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

import drawing

DOCUMENTS = {"application-form": "单位数字证书申请表", "authorization-letter": "授权委托书", "seal-template": "电子印章采集模板"}
PAGES = {"application-form": 2, "authorization-letter": 1, "seal-template": 1}


def prepare(applicants, composed, folder):
    """Writes applicants.jsonl (values and codes, for typst) and drawing.txt (flat lists, for reportlab and C) into folder."""
    lists = {name: drawing.read(composed / applicants[0]["application"] / f"{name}.pdf") for name in DOCUMENTS}
    with open(folder / "applicants.jsonl", "w") as values, open(folder / "drawing.txt", "w") as flat:
        for applicant in applicants:
            codes = {name: page_codes(composed / applicant["application"] / f"{name}.pdf") for name in DOCUMENTS}
            values.write(json.dumps({"values": applicant, "codes": codes}, ensure_ascii=False) + "\n")
            for name, title in DOCUMENTS.items():
                flat.write(f"document\t{applicant['application']}/{name}\t{title}\n")
                for item in filled(lists[name], applicants[0], applicant, codes[name]):
                    flat.write("\t".join(item) + "\n")


def filled(items, pattern, applicant, codes):
    """The list drawn for the pattern applicant, with another applicant's values and codes put in their places."""
    swap = {value: applicant[field] for field, value in pattern.items() if field != "application"}
    rows = iter(",".join(rows) for page in codes for rows in page)
    for item in items:
        if item[0] == "text":
            text = item[-1].replace(pattern["application"], applicant["application"])
            yield item[:-1] + (swap.get(text, text),)
        elif item[0] == "code":
            yield item[:-1] + (next(rows),)
        else:
            yield item


def page_codes(path):
    """For each page its codes, the large one first, each a list of rows of modules."""
    with open(path, "rb") as file:
        pages = PDFPage.create_pages(PDFDocument(PDFParser(file)))
        return [sorted(map(drawing.modules, pictures(page.resources)), key=len, reverse=True) for page in pages]


def pictures(resources):
    """The pictures of a page and of the forms that it is drawn from."""
    for reference in (resolve1(resources.get("XObject")) or {}).values():
        stream = resolve1(reference)
        if stream.attrs["Subtype"].name == "Image":
            yield stream
        elif "Resources" in stream.attrs:
            yield from pictures(resolve1(stream.attrs["Resources"]))


def first(source, target, count):
    """Copies the first applicants of a prepared folder into another one, so that a smaller job is a part of the larger."""
    target.mkdir(parents=True, exist_ok=True)
    with open(source / "applicants.jsonl") as lines, open(target / "applicants.jsonl", "w") as out:
        out.writelines(line for _, line in zip(range(count), lines))
    seen = 0
    with open(source / "drawing.txt") as lines, open(target / "drawing.txt", "w") as out:
        for line in lines:
            seen += line.startswith("document\t")
            if seen > count * len(DOCUMENTS):
                break
            out.write(line)
