#!/usr/bin/env python3
"""Runs commands one after the other and tells what each cost, which Node has no call for.

Reads a JSON list of {"label", "argv", "cwd", "env", "before", "limit_s"} from standard input ("before", which may be
missing, is a command that runs first and is not measured; who runs for longer than "limit_s" is killed); writes one JSON
list of {"label", "cpu_ms", "wall_ms", "rss_mib", "code", "too_long"}. CPU is user and system time of the process and what
it waited for; memory is the peak of its resident set.
"""
import json
import os
import signal
import subprocess
import sys
import time


def run(job):
    if "before" in job:
        subprocess.run(job["before"], cwd=job["cwd"], env=job["env"], check=True, stdout=subprocess.DEVNULL)
    null = os.open(os.devnull, os.O_RDWR)
    limit = job.get("limit_s")
    begin = time.monotonic()
    pid = os.fork()
    if pid == 0:
        try:
            if limit is not None:
                os.setsid()
            for fd in (0, 1, 2):
                os.dup2(null, fd)
            os.chdir(job["cwd"])
            os.execvpe(job["argv"][0], job["argv"], job["env"])
        finally:
            os._exit(127)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(pid, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, limit or 0)
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - begin
    signal.setitimer(signal.ITIMER_REAL, 0)
    os.close(null)
    return {
        "label": job["label"],
        "cpu_ms": (usage.ru_utime + usage.ru_stime) * 1000,
        "wall_ms": wall * 1000,
        "rss_mib": usage.ru_maxrss / 1024,
        "code": os.waitstatus_to_exitcode(status),
        "too_long": limit is not None and wall >= limit,
    }


json.dump([run(job) for job in json.load(sys.stdin)], sys.stdout)
