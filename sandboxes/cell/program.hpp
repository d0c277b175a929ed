#pragma once
/// A program of the machine under rules: what installs packages, and the builds that it starts, which are other people's code.

namespace snipcheck::cell {

/// confine [--read PATH | --write PATH]... -- COMMAND...
///
/// Runs the command so that it and all that comes from it open nothing but what these paths hold (what is not there is passed
/// over), have no capability, no Unix socket but pairs (a service of the user's would act for them), and reach no process outside
/// by a signal where the kernel can say so. The network is not closed. Returns its exit status, or 128 + signal, when nothing of
/// it is left; killed before, it leaves nothing either.
int run_confined(int count, char** words);

}  // namespace snipcheck::cell
