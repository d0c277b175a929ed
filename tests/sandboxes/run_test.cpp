/// Runs of Python in each tier, in an environment without packages: what is kept out, and how runs end.
#include "tests/sandboxes/runs.hpp"

#include <csignal>
#include <fstream>
#include <thread>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace snipcheck {
namespace {

using namespace std::chrono_literals;
using End = RunResult::End;
using snipcheck::testing::told;
using snipcheck::testing::Variable;

class Runs : public testing::RunsInATier {};

/// Only where there is isolation.
class IsolatedRuns : public Runs {};

/// Only where namespaces make a world of its own.
class BoxedRuns : public Runs {};

}  // namespace

INSTANTIATE_TEST_SUITE_P(Tiers, Runs, ::testing::Values(std::string("full"), std::string("basic"), std::string("none")),
                         testing::name_of_tier);
INSTANTIATE_TEST_SUITE_P(Tiers, IsolatedRuns, ::testing::Values(std::string("full"), std::string("basic")),
                         testing::name_of_tier);
INSTANTIATE_TEST_SUITE_P(Tiers, BoxedRuns, ::testing::Values(std::string("full")), testing::name_of_tier);

TEST_P(Runs, GoToTheEndAndShowWhatWasPrinted) {
  const RunResult result = run("import sys\nprint('hello')\nprint('oops', file=sys.stderr)\n");
  EXPECT_EQ(result.end, End::exited) << told(result);
  EXPECT_EQ(result.code, 0);
  EXPECT_TRUE(result.complete);
  EXPECT_EQ(result.stage, "done");
  EXPECT_EQ(result.out, "hello\n");
  EXPECT_EQ(result.err, "oops\n");
  EXPECT_FALSE(result.truncated);
}

TEST_P(Runs, TellWhatFailedAndWhere) {
  const RunResult result = run("x = 1\nundefined_name\n");
  EXPECT_TRUE(result.complete) << told(result);
  ASSERT_EQ(result.faults.size(), 1U);
  EXPECT_EQ(result.faults[0].type, "NameError");
  EXPECT_EQ(result.faults[0].line, 2);
}

TEST_P(Runs, AreNotCompleteWhenTheProgramLeavesEarly) {
  const RunResult result = run("import os\nos._exit(0)\n");
  EXPECT_EQ(result.end, End::exited) << told(result);
  EXPECT_EQ(result.code, 0);
  EXPECT_FALSE(result.complete);
}

TEST_P(Runs, AreNotCompleteWhateverTheProgramWritesToItsDescriptors) {
  const RunResult result = run(R"(
import os
for fd in range(3, 256):
    try:
        os.write(fd, b'{"stage": "done", "token": "", "faults": []}\n')
    except OSError:
        pass
os._exit(0)
)");
  EXPECT_FALSE(result.complete) << told(result);
}

TEST_P(Runs, NameTheSignalOfACrash) {
  const RunResult result = run("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n");
  EXPECT_EQ(result.end, End::signalled) << told(result);
  EXPECT_EQ(result.code, SIGSEGV);
}

TEST_P(Runs, StopAtTheCpuLimit) {
  const RunResult result = run("while True: pass\n", {.cpu = 1s});
  EXPECT_EQ(result.end, End::cpu_limit) << told(result);
}

TEST_P(Runs, StopAtTheWallLimit) {
  EXPECT_EQ(run("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\n", {.wall = 2s}).end, End::wall_limit);
}

TEST_P(Runs, StopAtTheOutputLimit) {
  const RunResult result = run("while True: print('A' * 4096)\n");
  EXPECT_EQ(result.end, End::output_limit);
  EXPECT_TRUE(result.truncated);
  EXPECT_EQ(result.out.size(), std::size_t{16} << 10);
}

TEST_P(Runs, RunOutOfMemoryAtTheMemoryLimit) {
  const RunResult result =
      run("chunks = []\nwhile True: chunks.append(bytearray(1 << 23))\n", {.memory = std::uint64_t{256} << 20});
  EXPECT_EQ(result.end, End::out_of_memory) << told(result);
}

TEST_P(Runs, LeaveNoDaemonBehindAndDoNotWaitForIt) {
  const RunResult result = run(R"(
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            os.write(1, b'alive\n')
            __import__('select').select([], [], [], 1)
    os._exit(0)
)",
                               {.wall = 20s});
  EXPECT_TRUE(result.complete) << told(result);
  EXPECT_LT(result.wall, 15s);
}

TEST_P(Runs, ShowBytesThatAreNoText) {
  EXPECT_EQ(run("import os\nos.write(1, b'a\\xff\\x00b')\n").out, std::string("a\\xff\0b", 7));
}

TEST_P(Runs, SeeNoVariableOfOurs) {
  const Variable secret{"SECRET_TOKEN", "hush"};
  const RunResult result = run("import os\nprint([k for k in os.environ if 'SECRET' in k])\n");
  EXPECT_EQ(result.out, "[]\n") << told(result);
}

TEST_P(Runs, HaveAnEmptyInput) {
  const RunResult result = run("import sys\nprint(repr(sys.stdin.read()))\n");
  EXPECT_EQ(result.out, "''\n") << told(result);
}

TEST_P(Runs, WriteFilesOfTheJobIntoAFolderOfTheirOwn) {
  const RunResult result =
      sandbox_->run(bare_.environment, {.code = "print(open('data/a.txt').read())\nopen('b', 'w').write('x')\n",
                                        .files = {{"data/a.txt", "content"}},
                                        .exercise = false});
  EXPECT_EQ(result.out, "content\n") << told(result);
  EXPECT_EQ(run("import os\nprint(os.path.exists('b'))\n").out, "False\n");
}

TEST_P(Runs, ThatCannotBeginAreOurFault) {
  bare_.environment.folder = "/no/such/folder";
  const RunResult result = run("print(1)\n");
  EXPECT_EQ(result.end, End::not_started);
  EXPECT_NE(result.trouble, "");
}

TEST_P(Runs, OfToolsGiveTheirOutputOrTheirLastWords) {
  EXPECT_THROW(sandbox_->run_tool(bare_.environment, bare_.environment.folder, "no_such_program.py", {}), CannotCheck);
}

TEST_P(BoxedRuns, SeeNoFileOfThisMachine) {
  const RunResult result = run(R"(
import os
seen = [d for d in ('/home', '/root', '/var', '/mnt', '/opt', '/srv', '/boot', '/run') if os.path.exists(d) and os.listdir(d)]
print(seen, sorted(os.listdir('/')), sorted(os.listdir('/etc')), len(open('/etc/passwd').readlines()))
)");
  EXPECT_TRUE(result.out.starts_with("[] ")) << told(result);
  EXPECT_EQ(result.out.find("shadow"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("hostname"), std::string::npos) << result.out;
}

TEST_P(IsolatedRuns, SeeNoProcessAndNoVariableOfOurs) {
  const Variable secret{"SECRET_TOKEN", "hush"};
  const RunResult result = run(R"(
import glob
texts = []
for name in glob.glob('/proc/[0-9]*/environ') + glob.glob('/proc/[0-9]*/cmdline'):
    try:
        texts.append(open(name, 'rb').read())
    except OSError:
        pass
print(any(b'SECRET' in text or b'/snipcheck-' in text for text in texts), len(glob.glob('/proc/[0-9]*')) < 8)
)");
  EXPECT_EQ(result.out, "False True\n") << told(result);
}

TEST_P(BoxedRuns, WriteNowhereButToWhatIsTheirs) {
  const RunResult result = run(R"(
import os, sys
written = []
for path in ('/x', '/etc/x', '/etc/passwd', '/usr/x', '/dev/x', '/env/x', '/harness/x', '/python/x', '/proc/sys/kernel/core_pattern',
             os.path.join(sys.prefix, 'x'), sys.executable, os.path.join(os.path.dirname(os.__file__), 'x.py')):
    for flags in (os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_TRUNC):
        try:
            os.write(os.open(path, flags), b'x')
            written.append(path)
        except OSError:
            pass
for path in ('/tmp/x', '/work/x', '/dev/shm/x'):
    open(path, 'w').close()
print(written)
)");
  EXPECT_EQ(result.out, "[]\n") << told(result);
}

TEST_P(BoxedRuns, ReachNoNetworkButTheirOwnLoopback) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(::listen(listener, 1), 0);
  ASSERT_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
  const RunResult result = run(R"(
import _socket
def reaches(host, port):
    s = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    s.settimeout(1)
    try:
        s.connect((host, port))
        return True
    except OSError:
        return False
own = _socket.socket()
own.bind(('127.0.0.1', 0))
own.listen(1)
print(reaches('127.0.0.1', )" + std::to_string(ntohs(address.sin_port)) +
                               R"(), reaches('192.0.2.1', 80), reaches(*own.getsockname()))
)");
  ::close(listener);
  EXPECT_EQ(result.out, "False False True\n") << told(result);
}

TEST_P(IsolatedRuns, GainNothingFromTheKernel) {
  const RunResult result = run(R"(
import ctypes, os, socket
libc = ctypes.CDLL(None, use_errno=True)
gained = []
def attempt(name, result):
    if result >= 0:
        gained.append(name)
attempt('unshare user', libc.unshare(0x10000000))
attempt('unshare mount', libc.unshare(0x20000))
attempt('mount', libc.mount(b'tmpfs', b'/tmp', b'tmpfs', 0, None))
attempt('ptrace', libc.ptrace(16, 1, None, None))
attempt('setuid', -1 if os.getuid() == 0 else libc.setuid(0))  # the only id there is on some machines
for family in (16 + 1, 38, 40):
    try:
        socket.socket(family, socket.SOCK_DGRAM)
        gained.append('socket %d' % family)
    except OSError:
        pass
try:
    status = list(open('/proc/self/status'))
except OSError:
    status = []  # a machine that hides parts of /proc
for line in status:
    if line.startswith(('CapEff', 'CapPrm', 'CapBnd')) and int(line.split()[1], 16):
        gained.append(line)
    if line.startswith('Uid:') and line.split()[1] == '0':
        gained.append('root')
print(gained)
)");
  // The bounding set of a user namespace is full, and worth nothing there without privileges.
  if (::geteuid() == 0)
    EXPECT_EQ(result.out, "[]\n") << told(result);
  else
    EXPECT_EQ(result.out.find("unshare"), std::string::npos) << told(result);
}

TEST_P(IsolatedRuns, AreSurvivedByOthersWhenOneForksWithoutEnd) {
  RunResult bomb;
  std::jthread bomber{
      [&] { bomb = run("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n", {.cpu = 2s, .wall = 8s}); }};
  for (int i = 0; i < 3; ++i) {
    const RunResult other = run("import threading\nt = threading.Thread(target=print, args=('ok',))\nt.start()\nt.join()\n");
    EXPECT_EQ(other.out, "ok\n") << told(other);
  }
  bomber.join();
  EXPECT_TRUE(bomb.end == End::cpu_limit || bomb.end == End::wall_limit) << told(bomb);
}

TEST_P(BoxedRuns, MayUseThreadsProcessesAndDatabases) {
  const RunResult result = run(R"(
import multiprocessing, sqlite3, subprocess, sys, tempfile, threading
threads = [threading.Thread(target=lambda: None) for _ in range(8)]
[t.start() for t in threads], [t.join() for t in threads]
print(subprocess.run([sys.executable, '-c', 'print(2)'], stdout=subprocess.PIPE).stdout)
db = sqlite3.connect('x.db')
db.execute('create table t (a)')
print(db.execute('select count(*) from t').fetchone(), tempfile.mkdtemp().startswith('/tmp'), multiprocessing.Lock())
)");
  EXPECT_TRUE(result.out.starts_with("b'2\\n'\n(0,) True <Lock")) << told(result);
}

TEST_P(BoxedRuns, FindTheirPythonAtAPlaceOfNoMeaning) {
  const RunResult result = run("import os, sys\nprint(sys.prefix, os.__file__)\n");
  EXPECT_TRUE(result.out.starts_with("/env/bare /usr/lib/") || result.out.starts_with("/env/bare /usr/local/") ||
              result.out.starts_with("/env/bare /python/lib/"))
      << told(result);
}

TEST(Sandboxes, AreTriedFromTheStrongest) {
  try {
    const Strongest found = strongest_tier("basic");
    EXPECT_TRUE(found.tier == "full" || found.tier == "basic") << found.tier;
    EXPECT_EQ(found.missing.empty(), found.tier == "full") << found.missing;
    EXPECT_EQ(found.remedy.empty(), found.tier == "full") << found.remedy;
  } catch (const CannotCheck& error) {
    SNIPCHECK_SKIP("sandbox", error.what());
  }
}

TEST(Sandboxes, AreRefusedByUnknownNames) { EXPECT_THROW(open_sandbox("fulll"), UsageError); }

}  // namespace snipcheck
