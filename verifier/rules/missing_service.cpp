#include "verifier/rule.hpp"

#include <utility>

namespace snipcheck::rule {
namespace {

/// Services by the port that they customarily listen on (IANA's registry of service names and ports).
std::string_view service_on(std::string_view address) {
  constexpr std::pair<std::string_view, std::string_view> known[] = {
      {":5432", "PostgreSQL"}, {":3306", "MySQL"},        {":6379", "Redis"},        {":27017", "MongoDB"},
      {":5672", "RabbitMQ"},   {":25", "a mail server"},  {":465", "a mail server"}, {":587", "a mail server"},
      {":11211", "memcached"}, {":9200", "Elasticsearch"}};
  for (const auto& [port, name] : known)
    if (address.ends_with(port))
      return name;
  return {};
}

std::string refusal_in(const Fault& fault) {
  if (fault.detail("machine").empty())
    return "needs more than the isolation of this machine gives";
  if (fault.type == "FileNotFoundError")
    return "needs the program `" + fault.detail("machine") + "`";
  if (fault.type == "CalledProcessError")
    return "needs `" + fault.detail("machine") + "` to succeed";
  return fault.type == "Error" ? "needs a locale that this machine does not have" : "needs what this machine refuses";
}

std::optional<Diagnosis> match(const Case& one) {
  const Fault* fault = one.fault(Ground::Kind::service);
  if (fault == nullptr && (fault = one.fault(Ground::Kind::refused)) != nullptr)
    return Diagnosis{.title = refusal_in(*fault), .message = sentence_of(*fault), .label = "is refused here"};
  if (fault == nullptr)
    return std::nullopt;
  const std::string address = fault->network.empty() ? "" : fault->network.back();
  const std::string name{service_on(address)};
  return Diagnosis{.title = "needs " + (!name.empty()     ? name
                                        : address.empty() ? "a server"
                                                          : "a server at " + address),
                   .message = service_error(*fault) + ".",
                   .label = "connects"};
}

}  // namespace

extern constinit const Rule missing_service{.code = "SC206",
                                            .name = "missing-service",
                                            .title = "Missing service",
                                            .text = "The code talks to a server that is not there when it is checked.",
                                            .help = R"(What it means
    The code connects to a database, broker, mail server or web service. Runs have no network. Where the isolation is basic
    (snipcheck doctor says why), they have no loopback of their own and no shared memory either, and write below the current
    folder and $TMPDIR only.
Why it matters
    What comes after the connection was not checked.
Example
    psycopg2.connect("dbname=app user=app")
Write instead
    Nothing: the code may be right. A directive `skip` with a reason says so.
)",
                                            .match = match};

}  // namespace snipcheck::rule
