"""How soon a saved form stands on the screen: form preview --watch beside typst with its compiler kept open, save for save in turn."""
import json
import os
import re
import selectors
import shutil
import subprocess
import time
from pathlib import Path
from statistics import median

from measure import Wrong

FORM = "bjca/application-form.yaml"
TEMPLATE = "application-form.typ"
SAVES, FEW = 20, 8
PATIENCE = 30  # seconds until a save that nothing comes of is given up


def compared(options, job, place, say):
    """The table, from saves of one two-page form and of the same form as a typst template."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    count = FEW if options.quick else SAVES
    ours = Ours(options, place)
    times = {"certkiosk form preview --watch": [], "typst, compiler kept open": []}
    try:
        theirs = Theirs(job, place)
        for save in range(count):
            say(f"save {save + 1}/{count}")
            for name, contestant in zip(times, (ours, theirs)):
                times[name].append(contestant.save(save))
        return report(times)
    finally:
        ours.stop()
        shutil.rmtree(place)


class Ours:
    """A preview that watches a copy of the forms; it tells a line when the file stands in its place."""

    def __init__(self, options, place):
        shutil.copytree(options.forms, place / "Forms")
        self.form, self.pdf = place / "Forms" / FORM, place / "ours.pdf"
        self.text = self.form.read_text()
        words = [options.program, "form", "preview", self.form, "--to", self.pdf, "--watch", "--json", "--quiet"]
        self.process = subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, stderr=open(place / "ours.log", "wb"))
        self.told = selectors.DefaultSelector()
        self.told.register(self.process.stdout, selectors.EVENT_READ)
        self.line()

    def save(self, number):
        before, used = self.pdf.stat().st_ino, self.processor()
        next = self.form.with_name("next.tmp")
        next.write_text(re.sub(r"(?m)^title: .*", rf"\g<0>　{number}", self.text))
        began = time.perf_counter()
        next.rename(self.form)
        line = self.line()
        wall = time.perf_counter() - began
        if "pages" not in line or self.pdf.stat().st_ino == before:
            raise Wrong(f"no new preview: {line}")
        return wall, self.processor() - used

    def line(self):
        if not self.told.select(PATIENCE):
            raise Wrong("form preview told nothing")
        return json.loads(self.process.stdout.readline() or '{"ended": true}')

    def processor(self):
        """Seconds of all its threads so far (proc(5), schedstat: nanoseconds on a processor)."""
        threads = Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9

    def stop(self):
        self.process.kill()
        self.process.wait()


class Theirs:
    """typst as an editor uses it: one compiler for all saves, the template read anew for each."""

    def __init__(self, job, place):
        import typst

        from compose_typst import FONTS, TEMPLATES

        self.root, self.pdf = place / "typst", place / "theirs.pdf"
        shutil.copytree(TEMPLATES, self.root)
        self.form = self.root / TEMPLATE
        self.text = self.form.read_text()
        self.compiler = typst.Compiler(root=str(self.root), font_paths=[FONTS], ignore_system_fonts=True)
        with open(job / "applicants.jsonl") as lines:
            self.inputs = {"applicant": next(lines), "codes": "rectangles"}
        self.last = self.compile()

    def save(self, number):
        next = self.form.with_name("next.tmp")
        next.write_text(self.text.replace("单位数字证书申请表\"", f"单位数字证书申请表　{number}\""))
        began, used = time.perf_counter(), time.process_time()
        next.rename(self.form)
        pdf = self.compile()
        self.pdf.write_bytes(pdf)
        times = time.perf_counter() - began, time.process_time() - used
        if pdf == self.last:
            raise Wrong("typst did not read its template anew")
        self.last = pdf
        return times

    def compile(self):
        return self.compiler.compile(input=str(self.form), sys_inputs=self.inputs, pdf_tags=False)


def report(times):
    wall = {name: [1000 * wall for wall, _ in runs] for name, runs in times.items()}
    cpu = {name: 1000 * median(cpu for _, cpu in runs) for name, runs in times.items()}
    own, other = times
    lines = [
        f"| from a save to the finished PDF of a two-page form, {len(times[own])} saves | median ms | least–most ms | CPU ms |",
        "|---|--:|--:|--:|",
    ]
    for name, runs in wall.items():
        lines.append(f"| {name} | {median(runs):.0f} | {min(runs):.0f}–{max(runs):.0f} | {cpu[name]:.0f} |")
    lines.append(f"| certkiosk ÷ typst | {median(wall[own]) / median(wall[other]):.2f} | | {cpu[own] / cpu[other]:.2f} |")
    return "\n".join([*lines, ""])
