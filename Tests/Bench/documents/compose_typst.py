"""Composes the job with typst: compose_typst.py FOLDER TO [archival] [pictures | bare]; one compiler for all, each template an ordinary typst document."""
import json
import os
import sys
from pathlib import Path

import typst

TEMPLATES = Path(__file__).parent / "typst"
FONTS = "/usr/share/fonts/opentype/noto"


def compose(job, to, archival, codes):
    options = {"pdf_standards": ["a-2b"], "pdf_tags": True} if archival else {"pdf_tags": False}
    compiler = typst.Compiler(root=str(TEMPLATES), font_paths=[FONTS], ignore_system_fonts=True)
    for line in open(job / "applicants.jsonl"):
        folder = to / json.loads(line)["values"]["application"]
        os.makedirs(folder)
        for template in ("application-form", "authorization-letter", "seal-template"):
            inputs = {"applicant": line, "codes": codes}
            pdf = compiler.compile(input=str(TEMPLATES / f"{template}.typ"), sys_inputs=inputs, **options)
            (folder / f"{template}.pdf").write_bytes(pdf)


if __name__ == "__main__":
    codes = next((word for word in sys.argv[3:] if word in ("pictures", "bare")), "rectangles")
    compose(Path(sys.argv[1]), Path(sys.argv[2]), "archival" in sys.argv[3:], codes)
