#!/usr/bin/env python3
"""Runs commands one after the other and tells what each cost, which Node has no call for.

Reads a JSON list of {"label", "argv", "cwd", "env", "before"} from standard input ("before", which may be missing, is a
command that runs first and is not measured); writes one JSON list of
{"label", "cpu_ms", "wall_ms", "rss_mib", "code"}. CPU is user and system time of the process and what it waited for;
memory is the peak of its resident set.
"""
import json
import os
import subprocess
import sys
import time


def run(job):
    if "before" in job:
        subprocess.run(job["before"], cwd=job["cwd"], env=job["env"], check=True, stdout=subprocess.DEVNULL)
    null = os.open(os.devnull, os.O_RDWR)
    begin = time.monotonic()
    pid = os.fork()
    if pid == 0:
        try:
            for fd in (0, 1, 2):
                os.dup2(null, fd)
            os.chdir(job["cwd"])
            os.execve(job["argv"][0], job["argv"], job["env"])
        finally:
            os._exit(127)
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - begin
    os.close(null)
    return {
        "label": job["label"],
        "cpu_ms": (usage.ru_utime + usage.ru_stime) * 1000,
        "wall_ms": wall * 1000,
        "rss_mib": usage.ru_maxrss / 1024,
        "code": os.waitstatus_to_exitcode(status),
    }


json.dump([run(job) for job in json.load(sys.stdin)], sys.stdout)
