#include "support/text.hpp"
#include "verifier/context/need.hpp"

namespace snipcheck {
namespace {

/// An object of a package without an app to bind it to, as the package's own documentation makes it, in memory where it can be.
struct Client {
  std::string_view name;  ///< As answers call it.
  std::string_view module, cls, made;
};
constexpr Client kClients[] = {
    {"celery", "celery", "Celery", "Celery('assumed', broker='memory://', backend='cache+memory://')"},
    {"celery_app", "celery", "Celery", "Celery('assumed', broker='memory://', backend='cache+memory://')"},
    {"redis", "redis", "Redis", "Redis()"},
    {"redis_client", "redis", "Redis", "Redis()"},
    {"redis_conn", "redis", "Redis", "Redis()"}};

}  // namespace

Answer as_client(const Need& need) {
  if (need.name.name == "logger" && need.only_attributes())
    return {{{.code = "import logging\nlogger = logging.getLogger(__name__)\n", .reason = "the answer makes no `logger`"}}};
  const auto found = std::ranges::find(kClients, need.name.name, &Client::name);
  const std::set<std::string> attributes = need.attributes();
  if (found == std::end(kClients) || attributes.empty() || !need.only_attributes())
    return std::nullopt;
  const Index& index = need.newest();
  const Export* cls = index.find(found->module, found->cls);
  const auto of_module = [&](const std::string& one) { return index.find(found->module, one) != nullptr; };
  if (cls == nullptr || std::ranges::any_of(attributes, of_module))
    return std::nullopt;  // `redis.Redis(...)`: the module is meant
  std::string code =
      "from " + cls->module + " import " + cls->name + "\n" + need.name.name + " = " + std::string{found->made} + "\n";
  if (found->cls == "Celery")
    code += need.name.name + ".conf.task_always_eager = True\n";
  return {
      {{.code = std::move(code), .reason = "the answer makes no `" + need.name.name + "`", .distribution = cls->distribution}}};
}

}  // namespace snipcheck
