"""Measures judging a 300 dpi colour page against OpenCV doing only decode, code, circle and warp, in the same run.

usage: bench.py --programs DIR --forms DIR --samples DIR --work DIR [--pages N] [--repeat N]
Processor time of a process with all its children; the figure of one page is the difference between a long and a short run.
Then each page by itself, all on one core: the seconds by the clock by which a program takes longer for it and another page
of its order than for that one alone, so that neither the program's start nor the order's papers count, and the memory of the
largest process; of both also what all but the longest twentieth stay under (p95).
"""
import argparse
import collections
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time


def watched(words):
    """Seconds by the clock and megabytes of the largest of its processes, all on one core."""
    core = {min(os.sched_getaffinity(0))}
    start = time.monotonic()
    child = subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             preexec_fn=lambda: os.sched_setaffinity(0, core))
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{words[0]} ended with {child.returncode}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def share(figures, part):
    """The figure that this part of all do not exceed."""
    return sorted(figures)[max(0, -(-len(figures) * part // 100) - 1)]


def spent(words, output=subprocess.DEVNULL):
    """Seconds of processor time, children that were waited for included."""
    child = subprocess.Popen([str(word) for word in words], stdout=output, stderr=subprocess.PIPE)
    complaint = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{words[0]} ended with {child.returncode}: {complaint.decode()[-400:]}")
    return usage.ru_utime + usage.ru_stime


class Bench:
    def __init__(self, wish):
        self.wish = wish
        self.work = pathlib.Path(wish.work) / "scans"
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)

    def program(self, name):
        return pathlib.Path(self.wish.programs) / name

    def words(self, store, *more):
        return [self.program("certkiosk"), *more, "--store", self.work / store, "--key-file", self.work / f"{store}.key",
                "--forms", self.wish.forms, "--json"]

    def lines(self, store, *more):
        done = subprocess.run([str(w) for w in self.words(store, *more)], capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"{more[0]} ended with {done.returncode}: {done.stderr[-400:]}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def prepare(self):
        """Good pages from a 300 dpi scanner, of orders in one store; the other store knows none of them."""
        for store in ("store", "stranger"):
            self.lines(store, "store", "init", "--kiosk", "A01", "--rehearsal")
        samples = [p for p in sorted(pathlib.Path(self.wish.samples).iterdir())
                   if p.is_dir() and p.name not in ("bad", "rare-characters")]
        self.lines("store", "intake", *samples)
        for order in self.lines("store", "order", "list"):
            wanted = {paper["slot"] for paper in order["missing"]}
            folder = self.work / "documents" / order["order"]
            subprocess.run([str(w) for w in self.words("store", "documents", order["order"], "--copies", "1", "--boxes",
                                                       "--to", folder)], capture_output=True)
            for boxes in folder.glob("*.boxes.json"):
                if boxes.name.removesuffix(".boxes.json") not in wanted:
                    boxes.unlink()
        spent([self.program("paper-simulator"), "generate", "--documents", self.work / "documents", "--to",
               self.work / "pages", "--count", self.wish.pages, "--seed", 90210, "--good", 1, "--case", "good",
               "--scan", "scanner"])
        return sorted((self.work / "pages").glob("*.jpg"))

    def judge(self, store, pages):
        """Milliseconds a page."""
        few = max(2, len(pages) // 6)
        short = spent(self.words(store, "scan", *pages[:few], "--trial"))
        long = spent(self.words(store, "scan", *pages, "--trial"))
        return (long - short) / (len(pages) - few) * 1000

    def alone(self):
        """Seconds and megabytes for each page of whose order there is another one."""
        folder = self.work / "pages"
        orders = collections.defaultdict(dict)
        for truth in map(json.loads, (folder / "truth.jsonl").read_text().splitlines()):
            orders[truth["application"]].setdefault((truth["document"], truth["truth"]["page"]), folder / truth["file"])
        figures = []
        for sheets in (list(order.values()) for order in orders.values()):
            for page, other in zip(sheets, sheets[1:] + sheets[:1]) if len(sheets) > 1 else ():
                before, _ = watched(self.words("store", "scan", other, "--trial"))
                both, most = watched(self.words("store", "scan", other, page, "--trial"))
                figures.append((both - before, most))
        return figures

    def opencv(self, pages):
        tool = pathlib.Path(__file__).with_name("opencv.py")
        done = subprocess.run([sys.executable, "-B", tool, *pages], capture_output=True, text=True, check=True)
        figure, codes, circles = done.stdout.split()
        return float(figure), int(codes), int(circles)

    def run(self):
        pages = self.prepare()
        all_, known, peer = [], [], []
        for _ in range(self.wish.repeat):
            all_.append(self.judge("store", pages))
            known.append(self.judge("stranger", pages))
            figure, codes, circles = self.opencv(pages)
            peer.append(figure)
        verdicts = self.lines("store", "scan", *pages, "--trial")
        right = sum(line["verdict"] == "accepted" for line in verdicts if line.get("file"))
        report(len(pages), right, codes, circles, *(statistics.median(x) for x in (all_, known, peer)))
        report_alone(self.alone())


def report(pages, right, codes, circles, all_, known, peer):
    print(f"{pages} colour pages of 300 dpi, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; processor time, medians\n")
    print("| certkiosk ÷ OpenCV | ratio | target |\n|---|--:|--:|")
    print(f"| all checks | {all_ / peer:.2f} | < 1 |\n| until the page is known | {known / peer:.2f} | < 0.25 |\n")
    print("| | ms a page | what it found |\n|---|--:|---|")
    print(f"| certkiosk, all checks | {all_:.0f} | {right} of {pages} pages accepted, as they should be |")
    print(f"| certkiosk, until the page is known | {known:.0f} | each page's code, whose MAC it refuses |")
    print(f"| OpenCV: decode, code, circle, warp | {peer:.0f} | {codes} pages with a code, {circles} with a circle |")


def report_alone(pages):
    if not pages:
        return print("\nNo order has two pages: nothing to say of pages one by one.")
    seconds, megabytes = [took for took, _ in pages], [most for _, most in pages]
    print(f"\n| {len(pages)} pages one by one, on one core | median | p95 | most | target for p95 |\n|---|--:|--:|--:|--:|")
    row = (statistics.median(seconds), share(seconds, 95), max(seconds))
    print("| seconds by the clock | " + " | ".join(f"{x:.2f}" for x in row) + " | ≤ 1.0 |")
    row = (statistics.median(megabytes), share(megabytes, 95), max(megabytes))
    print("| MB of the largest process | " + " | ".join(f"{x:.0f}" for x in row) + " | ≤ 400 |")


def main():
    options = argparse.ArgumentParser()
    for name in ("programs", "forms", "samples", "work"):
        options.add_argument(f"--{name}", required=True)
    options.add_argument("--pages", type=int, default=48)
    options.add_argument("--repeat", type=int, default=3)
    Bench(options.parse_args()).run()


main()
