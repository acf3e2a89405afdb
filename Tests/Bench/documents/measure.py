"""Runs the contestants in turn and measures each run: processor time of the process and its children, wall time, bytes written."""
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass

from pdfminer.pdfpage import PDFPage

from jobs import DOCUMENTS, PAGES


class Wrong(Exception):
    """A contestant failed or did not write every document: its time would mean nothing."""


@dataclass(frozen=True)
class Run:
    cpu: float  # seconds, user and system
    wall: float  # seconds
    bytes: int
    archival: int  # of these, the bytes of metadata and colour profiles
    memory: int  # bytes, the largest process


def run(contestant, job, count, to):
    """One run into a new place, which is looked through and taken away again."""
    to.mkdir(parents=True)
    try:
        usage, wall = finished(contestant.command(job, to), contestant.name)
        size = bytes_of(to, count, contestant.name)
        check_pages(to / "P000001", contestant.name)
        archival = sum(archival_bytes(file.read_bytes()) for file in to.glob("P*/*.pdf"))
        return Run(usage.ru_utime + usage.ru_stime, wall, size, archival, usage.ru_maxrss * 1024)
    finally:
        shutil.rmtree(to)


def finished(command, name):
    began = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Wrong(f"{name} ended with {process.returncode}: {complaint.strip()[-300:]}")
    return usage, time.perf_counter() - began


def bytes_of(to, count, name):
    """The bytes of all documents; every applicant must have each document, whole from header to end."""
    sizes = [whole(folder / f"{document}.pdf", name) for folder in to.glob("P*") for document in DOCUMENTS]
    if len(sizes) != count * len(DOCUMENTS):
        raise Wrong(f"{name} wrote the documents of {len(sizes) // len(DOCUMENTS)} applicants, not of {count}")
    return sum(sizes)


def whole(path, name):
    if not path.exists() or not is_whole(path):
        raise Wrong(f"{name} left {path.parent.name}/{path.name} missing or unfinished")
    return path.stat().st_size


def is_whole(path):
    with open(path, "rb") as file:
        head = file.read(5)
        file.seek(-min(32, path.stat().st_size), os.SEEK_END)
        return head == b"%PDF-" and b"%%EOF" in file.read()


def archival_bytes(file):
    """The bytes of the objects that hold metadata and colour profiles: other programs write them unasked."""
    dictionary = rb"<<(?:(?!>>).)*?(?:/Metadata\b|/N \d\s*/(?:Alternate|Range)\b)(?:(?!>>).)*?>>"
    objects = re.finditer(rb"\d+ 0 obj\s*" + dictionary + rb"\s*stream.*?endstream\s*endobj\s", file, re.DOTALL)
    return sum(len(found.group()) for found in objects)


def check_pages(folder, name):
    for document, pages in PAGES.items():
        with open(folder / f"{document}.pdf", "rb") as file:
            found = sum(1 for _ in PDFPage.get_pages(file))
        if found != pages:
            raise Wrong(f"{name} made {document}.pdf {found} pages long, not {pages}")


def series(contestants, jobs, repetitions, to, say):
    """For each contestant its runs of each job. The contestants alternate, so that the machine's other work hits all alike."""
    runs = {c.name: {count: [] for count, _ in jobs} for c in contestants}
    for repetition in range(repetitions):
        for count, job in jobs:
            for contestant in contestants:
                say(f"{repetition + 1}/{repetitions}  {count} applicants  {contestant.name}")
                runs[contestant.name][count].append(run(contestant, job, count, to))
    return runs


def slopes(runs, small, large, what):
    """What one more document costs, for each repetition: the difference of the two sizes."""
    steps = [getattr(b, what) - getattr(a, what) for a, b in zip(runs[small], runs[large])]
    return [step / (large - small) / len(DOCUMENTS) for step in steps]
