"""The long job: very many applicants in one call, memory watched, killed in the middle and continued without repeating finished work."""
import os
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

import applicants
from contestants import certkiosk_command
from jobs import DOCUMENTS
from measure import Wrong, bytes_of

EARLY = 1000  # the memory then is what the memory at the end is compared with
ROOM = 300_000  # bytes an applicant: three documents and their note, rounded up


def job(options, place, say):
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    check_room(options.many, place)
    data, to = place / "applicants.json", place / "all"
    with open(data, "w") as out:
        applicants.write(options.many, out)
    command = certkiosk_command(options.program, options.forms, data, to, "--jobs", "2")
    memory, began = [], time.perf_counter()
    watched(command, to, options.many // 2, memory, say)
    before = finished_files(to)
    continued, used = time.perf_counter(), processor()
    watched(command, to, None, memory, say)
    busy = (processor() - used) / (time.perf_counter() - continued)
    seconds = time.perf_counter() - began
    size = bytes_of(to, options.many, "certkiosk")
    text = report(options.many, seconds, busy, size, memory, before)
    shutil.rmtree(place)
    return text


def processor():
    """Seconds of processor time of all processes that have ended and were waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def check_room(many, place):
    if shutil.disk_usage(place).free < many * ROOM:
        raise Wrong(f"{many} applicants need about {many * ROOM / 1e9:.0f} GB of free disk at {place}")


def watched(command, to, until, memory, say):
    """Runs the command until it ends, or kills it and its children once `until` applicants have a folder; notes (applicants, bytes) in memory."""
    words = to.parent / "words.txt"
    with open(words, "w") as out:
        process = subprocess.Popen([str(word) for word in command], stdout=out, stderr=out, start_new_session=True)
    killed = False
    while process.poll() is None:
        memory.append((folders(to), peak(process.pid)))
        say(f"{memory[-1][0]} applicants, largest process {memory[-1][1] / 1e6:.0f} MB")
        if until and memory[-1][0] >= until:
            os.killpg(process.pid, signal.SIGKILL)
            killed = True
        time.sleep(1)
    if killed != bool(until) or (not killed and process.returncode != 0):
        raise Wrong(f"certkiosk ended with {process.returncode} after {folders(to)} applicants: {words.read_text().strip()[-300:]}")


def folders(to):
    return sum(entry.name.startswith("P") for entry in os.scandir(to)) if to.exists() else 0


def peak(group):
    """The largest resident set that any process of the group has had, in bytes."""
    return max((resident(entry) for entry in Path("/proc").glob("[0-9]*") if in_group(entry, group)), default=0)


def in_group(entry, group):
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[2]) == group
    except (OSError, ValueError):
        return False


def resident(entry):
    try:
        return next((int(l.split()[1]) * 1024 for l in open(entry / "status") if l.startswith("VmHWM")), 0)
    except OSError:
        return 0  # it ended while we looked


def finished_files(to):
    """Every file of the applicants that were finished, with what changes when a file is written again."""
    done = [note.parent for note in to.glob("P*/composed.json")]
    return {path: written(path) for folder in done for path in folder.iterdir()}


def written(path):
    state = path.stat()
    return state.st_ino, state.st_mtime_ns, state.st_size


def report(many, seconds, busy, size, memory, before):
    documents = many * len(DOCUMENTS)
    rewritten = sum(written(path) != state for path, state in before.items())
    early = next((bytes for done, bytes in memory if done >= EARLY), 0)
    largest = max(bytes for _, bytes in memory)
    return "\n".join([
        f"| {many:,} applicants, {documents:,} documents, two processes | |",
        "|---|--:|",
        f"| documents a second, over both runs | {documents / seconds:,.0f} |",
        f"| processors busy on average, second run (of {os.cpu_count()}) | {busy:.2f} |",
        f"| bytes per document | {size / documents:,.0f} |",
        f"| largest process when {EARLY:,} applicants were done | {early / 1e6:.1f} MB |",
        f"| largest process at any time | {largest / 1e6:.1f} MB |",
        f"| finished files when it was killed | {len(before):,} |",
        f"| of these written again when it was continued | {rewritten:,} |",
        "",
    ])
