"""Measures how fast documents are made, certkiosk beside typst, reportlab and a plain Cairo program: scripts/bench calls this."""
import argparse
import json
import os
import shutil
import sys
from pathlib import Path

import applicants
import contestants
import jobs
import long
import measure
import preview
import report


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--program", type=Path, required=True, help="the certkiosk program")
    parser.add_argument("--bare", type=Path, required=True, help="the bare-bench program")
    parser.add_argument("--forms", type=Path, required=True, help="the folder Forms")
    parser.add_argument("--cairo", type=Path, required=True, help="the compiled compose_cairo")
    parser.add_argument("--work", type=Path, required=True, help="where jobs, documents and the report are written")
    parser.add_argument("--sizes", type=int, nargs=2, default=(30, 180), metavar=("SMALL", "LARGE"), help="applicants of the two jobs")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("--preview", action="store_true", help="only the time from a save of a form to its preview")
    parser.add_argument("--many", type=int, metavar="N", help="only the long job: N applicants, interrupted and continued")
    options = parser.parse_args()
    if not 1 < options.sizes[0] < options.sizes[1]:
        parser.error("--sizes needs two numbers, the first above 1 and below the second")
    if options.many is not None and options.many < 2 * long.EARLY:
        parser.error(f"--many needs at least {2 * long.EARLY}: its memory at {long.EARLY} is compared with the memory at the end")
    return options


def say(line):
    print(line, file=sys.stderr, flush=True)


def prepared(options, sizes):
    """One folder a job, each holding the same applicants for every contestant."""
    largest, folder = max(sizes), options.work / "jobs"
    shutil.rmtree(folder, ignore_errors=True)
    for size in sizes:
        write_applicants(folder / str(size), size)
    composed = folder / "composed"
    say(f"composing {largest} applicants to take the other contestants' job from")
    data = folder / str(largest) / "applicants.json"
    measure.finished(contestants.certkiosk_command(options.program, options.forms, data, composed), "certkiosk")
    jobs.prepare(json.loads(data.read_text()), composed, folder / str(largest))
    for size in sizes[:-1]:
        jobs.first(folder / str(largest), folder / str(size), size)
    shutil.rmtree(composed)
    return [(size, folder / str(size)) for size in sizes]


def write_applicants(folder, count):
    folder.mkdir(parents=True)
    with open(folder / "applicants.json", "w") as out:
        applicants.write(count, out)


def side_by_side(options):
    load, (small, large) = os.getloadavg(), options.sizes
    one, *work = prepared(options, [1, small, large])
    field = contestants.all_of(options.program, options.bare, options.forms, options.cairo)
    place = options.work / "documents"
    shutil.rmtree(place, ignore_errors=True)
    cold = measure.series(field, [one], 3 if options.quick else 9, place, say)
    runs = measure.series(field, work, 1 if options.quick else 3, place, say)
    saves = preview.compared(options, one[1], options.work / "preview", say)
    return report.markdown(options.program, field, runs, cold, (small, large), load) + "\n" + saves


def saves_alone(options):
    ((_, job),) = prepared(options, [1])
    return preview.compared(options, job, options.work / "preview", say)


def asked_for(options):
    """The name of the report's file, and the report."""
    if options.many:
        return "many", long.job(options, options.work / "many", say)
    if options.preview:
        return "preview", saves_alone(options)
    return "documents", side_by_side(options)


def main():
    options = arguments()
    try:
        name, text = asked_for(options)
    except measure.Wrong as wrong:
        sys.exit(f"bench: {wrong}")
    (options.work / f"{name}.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
