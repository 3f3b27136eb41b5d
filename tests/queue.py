"""The queue in tests: messages wait until the test runs them, the way a worker would and in no marketplace."""

import json

from celery.app.trace import build_tracer

from guildhall.celery import app


class Queue:
    """`queue.run()` runs what was queued (and what that queues), and returns how many; what fails is raised."""

    def messages(self):
        """Take everything that waits, as (headers, args, kwargs)."""
        taken = []
        with app.connection_for_read() as connection:
            waiting = connection.SimpleQueue(app.conf.task_default_queue)
            while message := waiting.queue.get(no_ack=True):
                args, kwargs, _embed = json.loads(message.body)
                taken.append((message.headers, args, kwargs))
            waiting.close()
        return taken

    def run(self) -> int:
        from tenants.scope import public_scope

        ran = 0
        while messages := self.messages():
            for headers, args, kwargs in messages:
                with public_scope():
                    self.run_one(headers, args, kwargs)
                ran += 1
        return ran

    def run_one(self, headers, args=(), kwargs=None):
        """As the worker's own tracer runs it; raises what the task raised."""
        task = app.tasks[headers["task"]]
        tracer = build_tracer(task.name, task, app=app, eager=False)
        _value, trouble, _runtime, _text = tracer(headers["id"], list(args), kwargs or {}, dict(headers))
        if trouble is not None:
            raise trouble.retval.exception if hasattr(trouble.retval, "exception") else trouble.retval


def in_memory() -> None:
    """No test leaves tasks in a broker that a worker might be listening to."""
    app.conf.update(broker_url="memory://", result_backend=None)
