"""The warm interpreter of a cell: forks into boxes, and never executes what it forks for.

Usage: zygote.py [plain USER CAPABILITY scoped|unscoped]   (descriptor 3 is a socket to the keeper of the cell)

The first packet is JSON: `filter` (system calls, hexadecimal), `own_users` (whether every run has a user id of its own), `avoid`
(modules that must not be loaded ahead), `signals` (a filter for plain.py), `without` (defences that a test leaves out). Each packet
after that starts a run: a line with its number, slot and the processes that share its limit, then JSON, and the descriptors of the
box, of the run's 0 to 3, and of its control group where it has one. JSON of a run:

  run     ["index.py", ...] to start Python anew with that program, or [] to go on from here with the job on its
          standard input
  limits  {cpu (seconds), memory (bytes), file_bytes, processes}
  imports, hidden_modules, hidden_distributions
          what the job will import and not see: such modules are executed ahead, for this run and those after it

The answer to each run is "NUMBER STATUS ENTERED MICROSECONDS KILOBYTES\\nTROUBLE", when its first process has ended.
"""

import gc
import json
import os
import sys
import types

FOLDER = os.path.dirname(os.path.abspath(__file__))
CONTROL = 3
LONGEST = 1 << 18
MOST_UNDERSTOOD = 200  # requests
RUNS_BEFORE_IMMORTAL = 40  # since modules were loaded: so many runs pay for the walk through all objects
MOST_STASHES = 3  # for runs that see so different distributions that the same modules come out differently

sys.path[:] = [path for path in sys.path if os.path.abspath(path or ".") not in (FOLDER, os.getcwd())]
_package = sys.modules["snipcheck_harness"] = types.ModuleType("snipcheck_harness")
_package.__path__ = [FOLDER]

from snipcheck_harness import channel, paths, running, stages, touches, visibility, warm  # all that a run needs is there before it is forked

_first_stash = warm.Stash()
with _first_stash.loading():  # a run that wants these imports them like everybody
    import array
    import select
    import socket

    from snipcheck_harness import enter, immortal, plain


class Zygote(object):
    def __init__(self):
        self.control = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET, fileno=CONTROL)
        settings = json.loads(self.control.recv(LONGEST).decode("utf-8"))
        self.gate = _gate(settings, sys.argv[1:])
        self.running = {}  # descriptor of a process -> (process, number, where it says that it has entered)
        self.avoid = set(settings["avoid"])
        self.stashes = [_first_stash]
        self.understood = {}  # text of a request -> what _understand says
        self.spoilt_by = []
        self.runs = 0  # since modules were loaded
        os.chdir(self.gate.work)  # is there in the cell as well, and empty: what is made of its name is made once
        paths.Paths(FOLDER)

    def serve(self):
        """Until the keeper goes; returns in the process of a run, with its request and the stash for it."""
        poll = select.poll()
        poll.register(CONTROL, select.POLLIN)
        self.control.send(b"ready")
        while True:
            for descriptor, _ in poll.poll():
                if descriptor != CONTROL:
                    poll.unregister(descriptor)
                    self._ended(descriptor)
                    if self.spoilt_by and not self.running:
                        self._give_up()
                    continue
                request = self._start(poll)
                if request is not None:
                    return request
                if self.spoilt_by:  # those that run may end; no other is begun
                    poll.unregister(CONTROL)

    def _start(self, poll):
        packet, descriptors = self._receive()
        if not packet:
            os._exit(0)
        head, _, text = packet.partition(b"\n")
        number, slot, others = map(int, head.split())
        request, stash = self._understand(text)
        if self.spoilt_by:
            request = dict(request, run=["main.py", str(CONTROL)])
        self._prepare_many()
        box = descriptors[0]
        said, says = os.pipe()
        self.gate.aim(box)
        process = os.fork()
        if process == 0:
            self.control.detach()
            self.gate.enter(descriptors, says, slot, others, request["limits"])
            return request, stash
        self.gate.aim_back()
        os.close(says)
        for each in descriptors:
            os.close(each)
        watched = enter.process_descriptor(process)
        self.running[watched] = (process, number, said)
        poll.register(watched, select.POLLIN)
        return None

    def _ended(self, watched):
        process, number, said = self.running.pop(watched)
        os.close(watched)
        _, status, used = os.wait4(process, 0)
        word = os.read(said, 4096)
        os.close(said)
        entered = word == enter.ENTERED
        trouble = b"" if entered else word or b"it ended on its way into the box (%d)" % status
        head = "%d %d %d %d %d\n" % (
            number, status, entered, (used.ru_utime + used.ru_stime) * 1e6, used.ru_maxrss
        )
        self.control.send(head.encode("ascii") + trouble[:180])

    def _receive(self):
        descriptors = array.array("i")
        packet, extra, _, _ = self.control.recvmsg(LONGEST, socket.CMSG_SPACE(8 * descriptors.itemsize))
        for level, kind, data in extra:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                descriptors.frombytes(data[: len(data) - len(data) % descriptors.itemsize])
        return packet, list(descriptors)

    def _understand(self, text):
        """A request and the stash for it. After a fork every object that is looked at costs a copy of its page: look once."""
        if text not in self.understood:
            request = json.loads(text.decode("utf-8"))
            stash = self._warm_for(request) if not request["run"] else None
            if len(self.understood) >= MOST_UNDERSTOOD:
                self.understood.clear()
            self.understood[text] = request, stash
        return self.understood[text]

    def _warm_for(self, request):
        """A stash with the modules that a run will import, as they come out where it sees what it sees."""
        names = sorted(set(request["imports"]) - self.avoid)
        hidden = request["hidden_modules"], request["hidden_distributions"]
        stash = next((each for each in self.stashes if each.suits(names, *hidden)), None)
        if stash is None and len(self.stashes) < MOST_STASHES:
            stash = warm.Stash()
            self.stashes.append(stash)
        if stash is None:
            return self.stashes[0]  # for what fits nevertheless
        if stash.load(names, *hidden):
            self.understood.clear()
            gc.collect()
            gc.freeze()
            self.runs = 0
        stash.prepare(names, *hidden)
        self.spoilt_by = stash.spoilt_by
        return stash

    def _prepare_many(self):
        """Once it is worth it: what runs look at without changing it shall cost them nothing."""
        self.runs += 1
        if self.runs == RUNS_BEFORE_IMMORTAL:
            immortal.make()

    def _give_up(self):
        """A module that changed others when it was executed has spoilt this interpreter: another one has to do, without it."""
        self.control.send(json.dumps({"avoid": self.spoilt_by}).encode("ascii"))
        os._exit(0)


def _gate(settings, words):
    if words[:1] != ["plain"]:
        return enter.Gate(settings)
    return plain.Gate(settings, int(words[1]), int(words[2]), words[3] == "scoped")


def main():
    zygote = Zygote()
    request, stash = zygote.serve()
    # From here on this is the process of a run.
    if request["run"]:
        program, rest = request["run"][0], request["run"][1:]
        os.execv(sys.executable, [sys.executable, os.path.join(FOLDER, program)] + rest)
    del zygote
    sys.argv[1:] = []
    running.run(FOLDER, CONTROL, stash)


main()
