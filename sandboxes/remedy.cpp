#include "sandboxes/remedy.hpp"

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace snipcheck {
namespace {

std::string setting(const char* path) {
  std::ifstream in{path};
  std::string value;
  in >> value;
  return value;
}

}  // namespace

std::string remedy_for(std::string_view words) {
  const auto says = [&](std::string_view part) { return words.find(part) != std::string_view::npos; };
  std::error_code error;
  const bool container = std::filesystem::exists("/.dockerenv", error) || std::filesystem::exists("/run/.containerenv", error);
  if (says("Landlock"))
    return "neither namespaces nor Landlock can be had: a kernel from 5.13 with CONFIG_SECURITY_LANDLOCK and `landlock` among "
           "its "
           "lsm= is needed, or one that allows namespaces; --isolation none runs without isolation, for content that you trust";
  if (setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1" && ::geteuid() != 0)
    return "AppArmor keeps user namespaces from programs that it does not know (Ubuntu 23.10 and later); as root, either install "
           "the profile\n"
           "  install -m 644 packaging/apparmor/snipcheck /etc/apparmor.d/snipcheck && apparmor_parser -r "
           "/etc/apparmor.d/snipcheck\n"
           "with the path of this program in it, or\n"
           "  sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
  if (setting("/proc/sys/user/max_user_namespaces") == "0")
    return "user namespaces are switched off; as root: sysctl -w user.max_user_namespaces=15000";
  if (says("No space left on device"))
    return "no more user namespaces may be made: this is a sandbox already, or their number is used up; "
           "as root: sysctl -w user.max_user_namespaces=15000";
  if (container)
    return "the container does not allow namespaces; start it with --security-opt seccomp=unconfined "
           "--security-opt apparmor=unconfined --security-opt systempaths=unconfined (podman: --security-opt unmask=ALL)";
  if (setting("/proc/sys/kernel/unprivileged_userns_clone") == "0")
    return "user namespaces are for root only; as root: sysctl -w kernel.unprivileged_userns_clone=1";
  if (says("Function not implemented") || says("Invalid argument"))
    return "the kernel is too old for it: Linux 5.12 or newer is needed";
  if (says("Operation not permitted") || says("Permission denied"))
    return "namespaces are refused: inside a chroot or a confined service they are; run outside of it, or in a container "
           "started with --security-opt seccomp=unconfined --security-opt systempaths=unconfined";
  return "run `unshare --user --map-root-user --mount --pid --net --fork true` to see what is refused; --isolation none runs "
         "without isolation, for content that you trust";
}

}  // namespace snipcheck
