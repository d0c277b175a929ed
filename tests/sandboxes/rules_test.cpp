/// Runs where no namespaces are: what rules keep them from, and what they may do all the same.
#include "tests/sandboxes/runs.hpp"

namespace snipcheck {
namespace {

using namespace std::chrono_literals;
using End = RunResult::End;
using snipcheck::testing::told;

class RuledRuns : public testing::RunsInATier {};

}  // namespace

INSTANTIATE_TEST_SUITE_P(Tiers, RuledRuns, ::testing::Values(std::string("basic")), testing::name_of_tier);

TEST_P(RuledRuns, OpenNoFileAndNoFolderOfThisMachine) {
  const RunResult result = run(R"(
import os
opened = []
for path in ('/', '/home', '/root', '/tmp', '/var/log', '/etc', '/etc/passwd', '/etc/hostname', '/proc', '/proc/self/environ',
             '/proc/1/cmdline', '/dev/shm', '/dev/tty', '/sys'):
    try:
        opened.append((path, os.open(path, os.O_RDONLY)))
    except OSError:
        pass
print(opened)
)");
  EXPECT_EQ(result.out, "[]\n") << told(result);
}

TEST_P(RuledRuns, WriteInTheirTwoFoldersOnly) {
  const RunResult result = run(R"(
import os, sys, tempfile
written = []
for path in ('/x', '/etc/passwd', '/tmp/x', '/dev/shm/x', sys.executable, os.path.join(sys.prefix, 'x'), os.__file__, '../x', '../../x'):
    for flags in (os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_TRUNC):
        try:
            os.write(os.open(path, flags), b'x')
            written.append(path)
        except OSError:
            pass
open('x', 'w').close()
print(written, os.path.exists(tempfile.mkdtemp()), os.path.expanduser('~') == os.getcwd(), sorted(os.listdir('.')))
)");
  EXPECT_EQ(result.out, "[] True True ['snippet.py', 'x']\n") << told(result);
  EXPECT_EQ(run("import os, tempfile\nprint(os.listdir('.'), os.listdir(tempfile.gettempdir()))\n").out, "['snippet.py'] []\n");
}

TEST_P(RuledRuns, HaveNoSocketThatReachesAnybody) {
  const RunResult result = run(R"(
import _socket
made = []
for family in range(1, 46):
    for kind in (1, 2, 3, 5):
        try:
            _socket.socket(family, kind)
            made.append((family, kind))
        except OSError:
            pass
ours, theirs = _socket.socketpair()
ours.send(b'x')
try:
    _socket.socket(1, 1).connect('\0anything')
except PermissionError:
    print(made, theirs.recv(9))
)");
  EXPECT_EQ(result.out, "[(1, 1), (1, 5)] b'x'\n") << told(result);
}

TEST_P(RuledRuns, MayUseThreadsProcessesAndDatabases) {
  const RunResult result = run(R"(
import sqlite3, subprocess, sys, threading
threads = [threading.Thread(target=lambda: None) for _ in range(8)]
[t.start() for t in threads], [t.join() for t in threads]
child = subprocess.Popen([sys.executable, '-c', 'print(2); input()'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(child.stdout.readline())
db = sqlite3.connect('x.db')
db.execute('create table t (a)')
print(db.execute('select count(*) from t').fetchone())
)");
  EXPECT_EQ(result.out, "b'2\\n'\n(0,)\n") << told(result);
}

TEST_P(RuledRuns, MayWriteNoMoreThanTheirShareOfTheDisk) {
  const RunResult result = run(R"(
import itertools
for i in itertools.count():
    with open('f%d' % i, 'wb') as file:
        file.write(b'x' * 1000000)
)",
                               {.wall = 60s, .file_bytes = std::uint64_t{16} << 20});
  EXPECT_EQ(result.end, End::output_limit) << told(result);
}

}  // namespace snipcheck
