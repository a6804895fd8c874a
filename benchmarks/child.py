"""The process in which one contender does its work once: `python -m benchmarks.child module:function arguments`.

It prints one line of JSON last: seconds of processor and of the clock, and what the work gave. A third argument is how many
bytes of memory it may take.
"""

from __future__ import annotations

import gc
import importlib
import json
import resource
import sys
import time


def main() -> None:
    """Prepare the work, do it, and tell what it cost."""
    if len(sys.argv) > _WITHOUT_LIMIT:
        most = int(sys.argv[_WITHOUT_LIMIT])
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    module, _, function = sys.argv[1].partition(":")
    work = getattr(importlib.import_module(module), function)(**json.loads(sys.argv[2]))
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    said = work()
    spent = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    print(json.dumps({**spent, "said": said or {}}, ensure_ascii=False))


_WITHOUT_LIMIT = 3

if __name__ == "__main__":
    main()
