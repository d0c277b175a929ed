"""What is known of the run so far; the last line of the result is made from it."""


class Record(object):
    def __init__(self):
        self.stage = "compile"
        self.where = ""
        self.guessed = False  # what happens now works on invented data
        self.context = ""  # label of the context code that runs now
        self.view = None  # the view function that is being requested
        self.own_views = []  # (view function, line of the snippet that registered it; 0: of its context)
        self.pushed = False  # the module body runs in a request made for it
        self.own_data = False  # what happens now works on data of the snippet, as in its tests
        self.handles_everything = False  # the snippet has an answer for any exception
        self.faults = []
        self.cautions = []
        self.responses = []
        self.served = []
        self.shown = {}  # results that the page shows
        self.tried = []  # what was requested and called
        self.network = []
        self.reached = set()
        self._since = 0  # network attempts before the present one

    def begin(self, where, guessed=False):
        self.where, self.guessed = where, guessed
        if where:
            self.tried.append(where)
        self._since = len(self.network)

    def end(self):
        self.where, self.guessed, self.view, self.own_data = "", False, None, False

    def add_fault(self, fault):
        """Equal faults count once; one that came without guesses outweighs one that came with them."""
        key = ("type", "message", "line", "context")
        for known in self.faults:
            if all(known[name] == fault[name] for name in key):
                if known["guessed"] and not fault["guessed"]:
                    known.update(fault)
                return
        self.faults.append(fault)

    def add_caution(self, caution):
        if caution not in self.cautions:
            self.cautions.append(caution)

    def add_response(self, request, response, body):
        self.responses.append(
            {"request": request, "status": response.status_code, "mimetype": response.mimetype or "", "body": body}
        )

    def add_served(self, name):
        if name not in self.served:
            self.served.append(name)

    def add_network(self, address):
        if address not in self.network[-1:]:
            self.network.append(address)

    def recent_network(self, message=""):
        """What was asked for lately; where that is nothing, what the message names: some ask ahead, in threads of their own."""
        recent = self.network[self._since :][-3:]
        if recent:
            return recent
        return [each for each in dict.fromkeys(self.network) if ":" + each.rpartition(":")[2] in message][:3]

    def result(self):
        return {
            "faults": self.faults,
            "cautions": self.cautions,
            "responses": self.responses,
            "served": self.served,
            "tried": self.tried,
            "shown": self.shown,
            "network": list(dict.fromkeys(self.network)),
            "reached": sorted(self.reached),
        }
