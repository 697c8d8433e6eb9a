"""How a run's files are given to its workers: the journeys first, and what a dead one leaves."""

from collections import Counter
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController


class FileByFile(LoadFileScheduling):
    """Loses no test with a worker: what it had not begun is run by the one in its place.

    pytest-xdist 3.8 queues the files that a dead worker had done as well; an empty one is never
    told to be done, and the run waits for it for ever.
    """

    def remove_node(self, node: WorkerController) -> str | None:
        """Give back what the worker has not begun; the test that it died of, or None."""
        work = self.assigned_work[node]
        left = ((f, test) for f, tests in work.items() for test, done in tests.items() if not done)
        file, fatal = next(left, (None, None))
        if file is not None and fatal is not None:
            work[file][fatal] = True  # it would end the next worker, too
        for file in [file for file, tests in work.items() if all(tests.values())]:
            del work[file]
        super().remove_node(node)
        return fatal

    def _reschedule(self, node: WorkerController) -> None:
        """A worker begins a test when it knows the next one, or that there is none."""
        super()._reschedule(node)
        while not node.shutting_down and self._pending_of(self.assigned_work[node]) < 2:
            if self.workqueue:
                self._assign_work_unit(node)
            else:
                node.shutdown()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FileByFile:
    """Instead of the one of ``--dist loadfile``, which would put the journeys last."""
    config.option.loadscopereorder = False
    return FileByFile(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Journeys measure the window as people have it: young; then the files of the most tests."""
    if hasattr(config, "workerinput"):
        tests = Counter(item.path for item in items)
        items.sort(key=lambda item: ("journeys" not in item.path.parts, -tests[item.path]))
